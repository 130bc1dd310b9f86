/** What Slack itself says when no modal is open to say it in, and whether the sandbox is still there. */

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { state, watch } from "../store.js";

const root = document.getElementById("notices");

/** Draw it whenever it changes. */
export function startNotices() {
  watch(["trouble", "modal", "isConnected"], draw);
}

function draw() {
  const notices = [];
  if (!state.isConnected && state.wasConnected) {
    notices.push("The sandbox has stopped. Start it again and this page goes on.");
  }
  if (state.trouble && !state.modal) notices.push(state.trouble);
  root.replaceChildren(...notices.map((text) => make("p", { class: "notice" }, icon("warning"), text)));
}
