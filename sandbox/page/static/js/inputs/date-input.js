/** Dates in the order that one's Slack writes them, typed or picked in the browser's calendar. */

import { words } from "../blocks/mrkdwn.js";
import { freshId, make } from "../dom.js";
import { icon } from "../icons.js";
import { me } from "../store.js";

const LETTERS = { day: "dd", month: "mm", year: "yyyy" };
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** An input for `value`, a date as YYYY-MM-DD or nothing; `changed` is called with another, or with null. */
export function dateInput({ attributes, label, placeholder, value, changed }) {
  let held = value ?? "";
  const put = (date) => {
    held = date;
    typed.value = shown(date);
    calendar.value = date;
    changed(date || null);
  };
  const typed = make("input", {
    ...attributes,
    type: "text",
    class: "text-input",
    autocomplete: "off",
    placeholder: placeholder ? words(placeholder) : pattern(),
    value: shown(held),
    on: { change: () => put(typed.value.trim() ? (read(typed.value) ?? held) : "") },
  });
  const calendar = make("input", {
    id: freshId("calendar"),
    type: "date",
    class: "calendar",
    tabindex: "-1",
    "aria-hidden": "true",
    value: held,
    on: { change: () => put(calendar.value) },
  });
  const opener = make(
    "button",
    {
      type: "button",
      class: "button quiet square",
      "aria-label": `Calendar for ${label}`,
      on: { click: () => calendar.showPicker() },
    },
    icon("calendar"),
  );
  return make("div", { class: "date-input picker" }, typed, calendar, opener);
}

function parts(date) {
  const style = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "UTC" };
  return new Intl.DateTimeFormat(me().locale, style).formatToParts(date);
}

function pattern() {
  return parts(0)
    .map(({ type, value }) => LETTERS[type] ?? value)
    .join("");
}

function shown(date) {
  return date
    ? parts(Date.parse(date))
        .map(({ value }) => value)
        .join("")
    : "";
}

/** What was typed, in the language's order or as YYYY-MM-DD; null if there is no such day. */
function read(text) {
  const order = parts(0).flatMap(({ type }) => (type in LETTERS ? [type] : []));
  const numbers = text.match(/\d+/g) ?? [];
  if (numbers.length !== order.length) return null;
  const isIso = ISO.test(text.trim());
  const names = isIso ? ["year", "month", "day"] : order;
  const named = Object.fromEntries(numbers.map((number, at) => [names[at], number]));
  const year = named.year.length === 2 ? `20${named.year}` : named.year;
  const date = [year, named.month.padStart(2, "0"), named.day.padStart(2, "0")].join("-");
  const moment = Date.parse(date); // rolls the 31st of a short month over, which then isn't the day typed
  const isReal = ISO.test(date) && !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(date);
  return isReal ? date : null;
}
