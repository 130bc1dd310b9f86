/** An input block: its label, the element, its hint, and what is wrong with it. */

import { freshId, make } from "../dom.js";
import { fillable } from "./elements.js";
import { icon } from "../icons.js";
import { textNodes, words } from "./mrkdwn.js";

const GROUPS = ["radio_buttons", "checkboxes"];

/** The block as a labelled input, or a fieldset for a group of choices. */
export function inputBlock(block, surface) {
  const id = freshId("input");
  const error = surface.errors?.[block.block_id];
  const described = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  const names = { id, described: described || null, isInvalid: Boolean(error), label: words(block.label) };
  const isGroup = GROUPS.includes(block.element.type);
  const optional = block.optional && make("span", { class: "optional" }, " (optional)");
  const label = isGroup
    ? make("legend", {}, textNodes(block.label), optional)
    : make("label", { for: id, id: `${id}-label` }, textNodes(block.label), optional);
  return make(
    isGroup ? "fieldset" : "div",
    {
      class: error ? "field wrong" : "field",
      "aria-describedby": isGroup ? described || null : null,
      "aria-invalid": isGroup && error ? "true" : null,
    },
    label,
    fillable(block, block.element, surface, names),
    error && make("p", { class: "error", id: `${id}-error` }, icon("warning"), make("span", {}, error)),
    block.hint && make("p", { class: "hint", id: `${id}-hint` }, textNodes(block.hint)),
  );
}
