/** The middle of the page: a channel's messages, a direct message, or the app's home tab. */

import { drawBlocks } from "../blocks/blocks.js";
import { act } from "../connection.js";
import { make } from "../dom.js";
import { keepFocus } from "../focus.js";
import { icon } from "../icons.js";
import { drawMessages } from "./messages.js";
import { showPart } from "./navigation.js";
import { channel, state, watch } from "../store.js";
import { welcome } from "./welcome.js";

const heading = document.getElementById("heading");
const stage = document.getElementById("stage");
const list = make("div", { class: "messages", role: "log", "aria-label": "Messages", tabindex: "0" });
const home = make("div", { class: "home" });
const greeting = make("div", { class: "greeting" });

let here = null;

/** Draw it whenever it changes. */
export function startConversation() {
  watch(["place", "workspace", "messages"], draw);
  watch(["home"], () => state.place === "home" && drawHome());
}

function draw() {
  if (!state.workspace) return;
  const at = `${state.workspace.me} ${state.place}`;
  if (here !== at) delete list.dataset.newest;
  if (here !== at) drawHeading();
  here = at;
  const isReadOnly = channel(state.place)?.isReadOnly ?? false;
  document.getElementById("composer").hidden = state.place === "home" || isReadOnly;
  document.getElementById("read-only").hidden = !isReadOnly;
  if (state.place === "home") drawHome();
  else drawChannel();
}

function drawHeading() {
  const place = channel(state.place);
  const isHome = state.place === "home";
  const title = isHome ? "Home" : place?.isDirect ? "Order Desk" : (place?.name ?? "");
  const about = isHome
    ? "Order Desk"
    : place?.isDirect
      ? "Direct messages with the app"
      : "Everybody is in this channel";
  const back = make(
    "button",
    {
      type: "button",
      class: "button quiet square to-list",
      "aria-label": "All conversations",
      on: { click: () => showPart("list") },
    },
    icon("back"),
  );
  heading.replaceChildren(
    back,
    icon(isHome ? "home" : place?.isDirect ? "chat" : "hash"),
    make("div", { class: "heading-words" }, make("h2", {}, title), make("p", {}, about)),
  );
  document.title = `${title} · Local workspace`;
}

function drawChannel() {
  const all = state.messages[state.place] ?? [];
  const messages = all.filter((message) => !message.thread);
  const isEmpty = messages.length === 0;
  if (isEmpty) greeting.replaceChildren(welcome(channel(state.place)));
  put(isEmpty ? greeting : list);
  if (!isEmpty) drawMessages(list, messages);
  seen(all);
}

function drawHome() {
  put(home);
  if (state.home)
    keepFocus(home, () =>
      drawBlocks(home, { where: { view: state.home.id }, ...state.home }, state.home.blocks),
    );
  else home.replaceChildren(make("p", { class: "loading" }, "Opening Home…"));
}

function put(node) {
  if (stage.firstChild !== node || stage.childNodes.length > 1) stage.replaceChildren(node);
}

function seen(messages) {
  const newest = messages.at(-1);
  const unread = state.unread.channels[state.place] ?? 0;
  if (newest && document.visibilityState === "visible" && (unread || newest.isEphemeral)) {
    act("read", { channel: state.place, ts: newest.ts });
  }
}
