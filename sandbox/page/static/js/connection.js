/** The websocket: acts go out and are answered, changes come in. It reconnects when the sandbox comes back. */

import { change, receive } from "./store.js";

const RETRY = 1000; // milliseconds

const waiting = new Map();
let socket = null;
let asked = 0;
let who = "";

/** Connect as a person, by id or name. */
export function connect(personId) {
  who = personId;
  const address = new URL("live", location.href);
  address.protocol = "ws:";
  address.searchParams.set("as", who);
  address.hash = "";
  socket = new WebSocket(address);
  socket.addEventListener("open", () => change({ isConnected: true, wasConnected: true, log: [] }));
  socket.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
  socket.addEventListener("close", () => {
    change({ isConnected: false });
    for (const { reject } of waiting.values()) reject(new Error("The sandbox has stopped."));
    waiting.clear();
    setTimeout(() => connect(who), RETRY);
  });
}

/** Ask the server to carry out an act; gives its answer once the app has acked. */
export function act(name, details = {}) {
  if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve({ error: "The sandbox has stopped." });
  if (name === "as") who = details.person;
  asked += 1;
  socket.send(JSON.stringify({ id: asked, act: name, ...details }));
  return new Promise((resolve, reject) => waiting.set(asked, { resolve, reject })).catch((error) => ({
    error: error.message,
  }));
}

function hear({ changes, id, answer }) {
  if (changes) receive(changes);
  if (id) {
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  }
}
