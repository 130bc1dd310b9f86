/** Times as the person one acts as sees them: in their language and their time zone. */

import { me } from "../store.js";

const DAY = 86_400_000; // milliseconds

const STYLES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** Slack's date tokens filled in: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function written(seconds, pattern) {
  const when = new Date(seconds * 1000);
  return pattern.replace(/\{(\w+)\}/g, (token, name) => {
    if (name === "ago") return ago(when);
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
  return new Intl.DateTimeFormat(me().locale, { ...style, timeZone: me().tz }).format(when);
}

function dayOf(when) {
  return shown(when, STYLES.date_num);
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
