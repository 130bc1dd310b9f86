/** The page's whole state: what the server sent, and which part of the page is shown. */

/** Sections as the server names them, and `place` (a channel's id or "home"), `thread` (a timestamp), `part`. */
export const state = {
  workspace: null,
  messages: {},
  unread: { channels: {}, people: {} },
  modal: null,
  home: null,
  trouble: null,
  orders: [],
  switches: [],
  log: [],
  place: "C0ORDERS",
  thread: null,
  isConnected: false,
};

const watchers = [];
let pending = new Set();

/** Call `draw` after any of the named sections changed; several changes at once make one call. */
export function watch(names, draw) {
  watchers.push({ names, draw });
}

/** Put new sections in place. */
export function change(sections) {
  Object.assign(state, sections);
  if (pending.size === 0) queueMicrotask(tell);
  for (const name of Object.keys(sections)) pending.add(name);
}

/** What the server says has changed: whole sections, and the log's new and changed lines. */
export function receive({ log, logBeganAnew, ...sections }) {
  if (logBeganAnew) sections.log = [];
  if (log) {
    sections.log = [...(sections.log ?? state.log)];
    for (const line of log) sections.log[line.number] = line;
  }
  change(sections);
}

/** The person who acts; null until the server has answered. */
export function me() {
  return person(state.workspace?.me) ?? null;
}

/** Someone by id. */
export function person(id) {
  return state.workspace?.people.find((each) => each.id === id);
}

/** A channel by id. */
export function channel(id) {
  return state.workspace?.channels.find((each) => each.id === id);
}

function tell() {
  const changed = pending;
  pending = new Set();
  for (const { names, draw } of watchers) if (names.some((name) => changed.has(name))) draw();
}
