/** The content of an empty channel: how to begin. */

import { act } from "../connection.js";
import { make } from "../dom.js";
import { busy } from "../blocks/elements.js";
import { icon } from "../icons.js";
import { state } from "../store.js";

const TIPS = [
  ["home", "Home shows your unfinished orders and your language."],
  ["chat", "Act as somebody else, above the channels: a colleague, a team lead, a guest, somebody of another workspace."],
  ["tools", "Inspector, Orders API and Faults show every request and order, and what can go wrong."],
];

/** The greeting of a channel, with a button for each command. */
export function welcome(place) {
  if (!place) return make("p", { class: "loading" }, "Nothing here.");
  const command = place.isReadOnly ? undefined : state.workspace.commands[0];
  const begin =
    command &&
    make("button", { type: "button", class: "button primary large" }, icon("bolt"), "Take an order");
  begin?.addEventListener("click", () =>
    busy(begin, () => act("slash", { channel: place.id, text: command.command })),
  );
  return make(
    "div",
    { class: "welcome" },
    make("h3", {}, place.isDirect ? "The app writes to you here" : `This is #${place.name}`),
    make(
      "p",
      {},
      "The real bot runs behind this page, with a local Orders API. Nothing leaves this machine, so try anything.",
    ),
    begin,
    command &&
      make(
        "p",
        { class: "quiet-words" },
        "or type ",
        make("code", {}, command.command),
        " below and press Enter",
      ),
    make(
      "ul",
      { class: "tips" },
      ...TIPS.map(([picture, text]) => make("li", {}, icon(picture), make("span", {}, text))),
    ),
  );
}
