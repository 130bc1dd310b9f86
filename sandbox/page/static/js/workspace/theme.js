/** Dark or light: as the system has it, until one chooses. */

import { make } from "../dom.js";
import { icon } from "../icons.js";

const KEPT = "theme";
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

/** The button that turns from one to the other. */
export function themeButton() {
  const button = make("button", { type: "button", class: "button quiet square", on: { click: turn } });
  const show = () => {
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-label", isDark() ? "Light colours" : "Dark colours");
  };
  function turn() {
    localStorage.setItem(KEPT, isDark() ? "light" : "dark");
    apply();
    show();
  }
  prefersDark.addEventListener("change", show);
  apply();
  show();
  return button;
}

function isDark() {
  const kept = localStorage.getItem(KEPT);
  return kept ? kept === "dark" : prefersDark.matches;
}

function apply() {
  const kept = localStorage.getItem(KEPT);
  if (kept) document.documentElement.dataset.theme = kept;
}
