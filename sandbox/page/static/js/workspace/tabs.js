/** The navigation at the foot of the page on a phone. */

import { arrange, make } from "../dom.js";
import { icon } from "../icons.js";
import { go, showPart } from "./navigation.js";
import { state, watch } from "../store.js";

const root = document.getElementById("tabs");

/** Draw it whenever it changes. */
export function startTabs() {
  watch(["part", "place", "unread", "workspace"], draw);
  draw();
}

function draw() {
  const part = document.body.dataset.part;
  const isHome = part === "talk" && state.place === "home";
  const unread = Object.values(state.unread.channels).reduce((sum, count) => sum + count, 0);
  const tabs = [
    {
      key: "list",
      label: "Chats",
      picture: "chat",
      isHere: part === "list" || (part === "talk" && !isHome),
      unread,
      show: () => showPart("list"),
    },
    { key: "home", label: "Home", picture: "home", isHere: isHome, show: () => go("home") },
    {
      key: "panel",
      label: "Tools",
      picture: "tools",
      isHere: part === "panel",
      show: () => showPart("panel"),
    },
  ];
  arrange(root, tabs, (tab) => ({
    key: tab.key,
    signature: JSON.stringify([tab.isHere, tab.unread]),
    draw: () =>
      make(
        "button",
        {
          type: "button",
          class: "tab",
          "data-action": tab.key,
          "aria-current": tab.isHere ? "page" : null,
          on: { click: tab.show },
        },
        icon(tab.picture),
        make("span", {}, tab.label),
        tab.unread
          ? make("span", { class: "dot" }, make("span", { class: "unseen" }, `${tab.unread} unread`))
          : null,
      ),
  }));
}
