/** A menu that pops up from a button: arrows move, Enter chooses, Escape or a press elsewhere closes. */

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { placeAt } from "./popup-position.js";

/** Open one. Items are `{label, description, choose, isChosen, badge}`. */
export function openMenu(opener, items) {
  const rows = items.map((item) =>
    make(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: item.isChosen ? "menu-item chosen" : "menu-item",
        tabindex: "-1",
        on: { click: () => choose(item) },
      },
      item.picture ?? null,
      make(
        "span",
        { class: "menu-words" },
        item.label,
        item.description && make("small", {}, item.description),
      ),
      item.badge ? make("span", { class: "badge" }, String(item.badge)) : null,
      item.isChosen && icon("check"),
    ),
  );
  const menu = make("div", { role: "menu", class: "menu", popover: "auto" }, ...rows);
  const choose = (item) => {
    menu.hidePopover();
    item.choose();
  };
  menu.addEventListener("keydown", (event) => move(event, rows));
  menu.addEventListener("toggle", (event) => {
    opener.setAttribute("aria-expanded", event.newState === "open" ? "true" : "false");
    if (event.newState !== "closed") return;
    const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (hadFocus) opener.focus();
  });
  opener.after(menu);
  menu.showPopover();
  placeAt(menu, opener, { isMenu: true });
  (rows.find((row) => row.classList.contains("chosen")) ?? rows[0])?.focus();
}

function move(event, rows) {
  const at = rows.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (event.key === "Tab") event.preventDefault();
  if (next === undefined) return;
  event.preventDefault();
  rows[(next + rows.length) % rows.length].focus();
}
