/** Messages as nodes: who, when, what, and what can be done with them. */

import { drawBlocks } from "../blocks/blocks.js";
import { act } from "../connection.js";
import { clock, fully } from "../blocks/dates.js";
import { arrange, make } from "../dom.js";
import { emoji } from "../blocks/emoji.js";
import { keepFocus } from "../focus.js";
import { icon } from "../icons.js";
import { openMenu } from "../inputs/menu.js";
import { mrkdwn } from "../blocks/mrkdwn.js";
import { avatar, nameOf } from "./people.js";
import { openThread } from "./navigation.js";
import { channel, person, state } from "../store.js";

/** Show messages in a list; in a thread none of them offers a thread of its own. */
export function drawMessages(list, messages, { isThread = false } = {}) {
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const before = list.dataset.newest;
  keepFocus(list, () =>
    arrange(list, messages, (message) => ({
      key: message.ts,
      signature: JSON.stringify([message, replies(message).length, state.workspace.me]),
      draw: () => draw(message, isThread),
    })),
  );
  list.dataset.newest = messages.at(-1)?.ts ?? "";
  if (isAtEnd || before === undefined || before !== list.dataset.newest) list.scrollTop = list.scrollHeight;
}

/** The replies to a message. */
export function replies(message) {
  return (state.messages[message.channel] ?? []).filter((each) => each.thread === message.ts);
}

function draw(message, isThread) {
  const body = make("div", { class: "message-body" });
  if (message.blocks.length) drawBlocks(body, surface(message), message.blocks);
  else body.append(make("div", { class: "words" }, mrkdwn(message.text)));
  const answers = replies(message);
  if (message.files.length) body.append(make("div", { class: "words" }, `📎 ${message.files.join(", ")}`));
  return make(
    "article",
    {
      class: message.isEphemeral ? "message ephemeral" : "message",
      "aria-label": `${nameOf(message.author)}, ${clock(message.ts)}`,
    },
    avatar(message.author),
    make(
      "div",
      { class: "message-main" },
      head(message),
      body,
      message.reactions.length > 0 && make("div", { class: "reactions" }, ...message.reactions.map(reaction)),
      !isThread && answers.length > 0 && threadButton(message, answers),
    ),
    tools(message, isThread),
  );
}

function surface(message) {
  return { where: { channel: message.channel, ts: message.ts }, answers: message.answers };
}

function head(message) {
  return make(
    "header",
    { class: "message-head" },
    make("strong", {}, nameOf(message.author)),
    person(message.author)?.isBot && make("span", { class: "tag" }, "App"),
    make("time", { title: fully(message.ts) }, clock(message.ts)),
    message.isEdited && make("span", { class: "quiet-words" }, "(edited)"),
    message.isEphemeral && make("span", { class: "only-you" }, icon("eye"), "Only visible to you"),
  );
}

function reaction(name) {
  return make("span", { class: "reaction", title: name }, emoji(name) ?? `:${name}:`, " 1");
}

function threadButton(message, answers) {
  const count = answers.length === 1 ? "1 reply" : `${answers.length} replies`;
  return make(
    "button",
    { type: "button", class: "thread-button", on: { click: () => openThread(message.ts) } },
    icon("reply"),
    count,
  );
}

function tools(message, isThread) {
  if (message.isEphemeral) return null;
  const shortcuts = state.workspace.shortcuts.filter((each) => each.type === "message");
  const opener = make(
    "button",
    {
      type: "button",
      class: "button quiet square",
      "aria-label": `Act on the message from ${nameOf(message.author)}`,
      "aria-haspopup": "menu",
    },
    icon("more"),
  );
  const items = shortcuts.map((each) => ({
    label: each.name,
    description: each.description,
    choose: () =>
      act("message_shortcut", { callback: each.callback_id, channel: message.channel, ts: message.ts }),
  }));
  if (!isThread && !channel(message.channel)?.isReadOnly) items.unshift({ label: "Reply in thread", choose: () => openThread(message.ts) });
  if (!items.length) return null;
  opener.addEventListener("click", () => openMenu(opener, items));
  return make("div", { class: "message-tools" }, opener);
}
