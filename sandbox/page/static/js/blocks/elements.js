/** Interactive elements in sections and actions: https://docs.slack.dev/reference/block-kit/block-elements */

import { act } from "../connection.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { DRAWERS } from "../inputs/inputs.js";
import { openMenu } from "../inputs/menu.js";
import { link, textNodes, words } from "./mrkdwn.js";
import { ask } from "../workspace/confirm-dialog.js";

/** One element; `label` names it where nothing visible does. */
export function element(block, part, surface, label) {
  switch (part.type) {
    case "button":
    case "workflow_button":
      return button(block, part, surface);
    case "overflow":
      return overflow(block, part, surface, label);
    case "image":
      return make("img", { src: part.image_url, alt: part.alt_text, class: "picture thumbnail" });
    default:
      return fillable(block, part, surface, { label: label || placeholder(part) });
  }
}

/** An element that takes a value; `names` binds it to its label, hint and error. */
export function fillable(block, part, surface, names) {
  const draw = DRAWERS[part.type];
  if (!draw) return make("span", { class: "unknown" }, `(${part.type})`);
  return draw(field(block, part, surface, names));
}

/** What an input needs: its value, and what to call when it changes. */
function field(block, part, surface, names) {
  const where = address(block, part, surface);
  const initial = surface.answers[block.block_id]?.[part.action_id] ?? {};
  const isDispatched = block.type !== "input" || block.dispatch_action === true;
  const current = { ...initial };
  const put = (value) => {
    for (const key of Object.keys(current)) if (key !== "type") current[key] = value;
  };
  return {
    ...names,
    part,
    where,
    isDispatched,
    isOptional: block.type === "input" && block.optional === true,
    initial: Object.entries(current).find(([key]) => key !== "type")?.[1] ?? null,
    type: (value) => act("type", { ...where, value }),
    choose: async (value) => {
      if (part.confirm && !(await ask(part.confirm))) return false;
      put(value);
      await act("choose", { ...where, value });
      return true;
    },
  };
}

function button(block, part, surface) {
  const style = part.style ? ` ${part.style}` : "";
  const attributes = {
    type: "button",
    class: `button${style}`,
    "data-action": part.action_id,
    "aria-label": part.accessibility_label,
  };
  const pressed = make("button", attributes, textNodes(part.text));
  pressed.addEventListener("click", async () => {
    if (pressed.getAttribute("aria-busy") === "true") return;
    if (part.confirm && !(await ask(part.confirm))) return;
    if (part.url) window.open(part.url, "_blank", "noopener");
    await busy(pressed, () => act("press", address(block, part, surface)));
  });
  return pressed;
}

/** Show that something is awaited. */
export async function busy(node, work) {
  node.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function overflow(block, part, surface, label) {
  const opener = make(
    "button",
    {
      type: "button",
      class: "button quiet square",
      "data-action": part.action_id,
      "aria-label": label ? `More for ${label}` : "More",
      "aria-haspopup": "menu",
    },
    icon("more"),
  );
  const choose = async (option) => {
    if (part.confirm && !(await ask(part.confirm))) return;
    await act("press", { ...address(block, part, surface), option });
  };
  opener.addEventListener("click", () =>
    openMenu(
      opener,
      part.options.map((option) => ({
        label: words(option.text),
        description: option.description && words(option.description),
        choose: () => {
          if (option.url) link(option.url).click();
          return choose(option);
        },
      })),
    ),
  );
  return opener;
}

function address(block, part, surface) {
  return { ...surface.where, block: block.block_id, action: part.action_id };
}

function placeholder(part) {
  return part.placeholder ? words(part.placeholder) : part.type.replaceAll("_", " ");
}
