/** Times as the person one acts as sees them: in their language and their time zone. */

import { me } from "../store.js";

const DAY = 86_400_000; // milliseconds

const STYLES = {
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

const FIGURES = { year: "numeric", month: "2-digit", day: "2-digit" };

/** Slack's date tokens filled in, in the language that Slack has for the person: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function written(seconds, pattern) {
  const when = new Date(seconds * 1000);
  return pattern.replace(/\{(\w+)\}/g, (token, name) => {
    if (name === "ago") return ago(when);
    if (name === "date_num") return dayOf(when);
    const style = STYLES[name.replace("_pretty", "")];
    if (!style) return token;
    return (name.endsWith("_pretty") && nearDay(when)) || shown(when, style);
  });
}

/** A message's time of day; for an older day, the day too. */
export function clock(timestamp) {
  const when = new Date(Number(timestamp) * 1000);
  const isToday = dayOf(when) === dayOf(new Date());
  return shown(when, isToday ? STYLES.time : { day: "numeric", month: "short", ...STYLES.time });
}

/** The whole of a moment, to the second. */
export function fully(timestamp) {
  return shown(new Date(Number(timestamp) * 1000), { ...STYLES.date_long, ...STYLES.time_secs });
}

function shown(when, style) {
  const { locale, tz } = me();
  return new Intl.DateTimeFormat(locale, { ...style, ...hours(style, locale), timeZone: tz }).format(when);
}

/** 7:00 PM, but 07:00 where a day has 24 hours. */
function hours(style, locale) {
  if (!style.hour) return {};
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  return { hour: hour12 ? "numeric" : "2-digit" };
}

/** `2026-11-26` in every language, as Slack writes its token of figures: Swedish dates are written so. */
function dayOf(when) {
  return new Intl.DateTimeFormat("sv", { ...FIGURES, timeZone: me().tz }).format(when);
}

function nearDay(when) {
  const words = new Intl.RelativeTimeFormat(me().locale, { numeric: "auto" });
  const near = [0, -1, 1].find((days) => dayOf(when) === dayOf(new Date(Date.now() + days * DAY)));
  return near === undefined ? null : words.format(near, "day");
}

function ago(when) {
  const words = new Intl.RelativeTimeFormat(me().locale, { numeric: "auto" });
  const minutes = Math.round((when - Date.now()) / 60_000);
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? words.format(hours, "hour") : words.format(Math.round(hours / 24), "day");
}
