/** The thread one has open beside the channel. */

import { Composer } from "./composer.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { drawMessages, replies } from "./messages.js";
import { openThread } from "./navigation.js";
import { state, watch } from "../store.js";

const root = document.getElementById("thread");
const list = make("div", { class: "messages", role: "log", "aria-label": "Thread", tabindex: "0" });

/** Draw it whenever it changes. */
export function startThread() {
  const form = make("form", { class: "composer", autocomplete: "off" });
  const composer = new Composer(form, () => state.thread);
  const close = make(
    "button",
    {
      type: "button",
      class: "button quiet square",
      "aria-label": "Close the thread",
      on: { click: () => openThread(null) },
    },
    icon("close"),
  );
  root.append(make("header", { class: "side-head" }, make("h2", {}, "Thread"), close), list, form);
  watch(["thread", "messages", "place"], () => {
    const first = (state.messages[state.place] ?? []).find((message) => message.ts === state.thread);
    root.hidden = !first;
    if (!first) return;
    composer.name();
    drawMessages(list, [first, ...replies(first)], { isThread: true });
  });
  watch(["thread"], () => state.thread && composer.words.focus());
}
