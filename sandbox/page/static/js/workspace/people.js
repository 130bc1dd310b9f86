/** People's pictures: initials on a colour of their own; the app has its sign. */

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { person } from "../store.js";

const COLOURS = 6;

/** The picture of someone by id. */
export function avatar(id) {
  const who = person(id);
  if (who?.isBot) return make("span", { class: "avatar app", "aria-hidden": "true" }, icon("check"));
  const initials = (who?.realName ?? "Local")
    .split(" ")
    .map((name) => name[0])
    .slice(0, 2)
    .join("");
  const colour = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS;
  return make("span", { class: `avatar colour-${colour}`, "aria-hidden": "true" }, initials);
}

/** Someone's name as the page shows it. */
export function nameOf(id) {
  return person(id)?.realName ?? "Slackbot";
}
