/** Navigation: the channel or home tab that is open, the acting person, and on a phone the part of the page. Kept in the URL. */

import { act } from "../connection.js";
import { change, channel, me, state } from "../store.js";

/** Go to a channel by id, or to "home". */
export function go(place, { person = me()?.name, staysOnPart = false } = {}) {
  change({ place, thread: null });
  if (!staysOnPart) showPart("talk");
  history.replaceState(null, "", `#${person}/${place}`);
  if (place === "home") act("home");
  else if (channel(place)?.isDirect) act("messages");
}

/** On a phone: show "list", "talk" or "panel". */
export function showPart(part) {
  document.body.dataset.part = part;
  change({ part });
}

/** Open or close a thread, by the timestamp of its first message. */
export function openThread(timestamp) {
  change({ thread: timestamp });
}

/** What the address names: `{person, place}`, as far as it does. */
export function addressed() {
  const [person, place] = location.hash.slice(1).split("/");
  return { person: person || "sam", place: place || state.place };
}
