/** The composer: messages and slash commands, which it completes like names, and the menu of shortcuts. */

import { act } from "../connection.js";
import { freshId, make } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../inputs/menu.js";
import { channel, state, watch } from "../store.js";

/** The composer at the foot of the page. */
export function startComposer() {
  const composer = new Composer(document.getElementById("composer"), () => null);
  watch(["place", "workspace"], () => composer.name());
}

/** A composer in a form; `thread()` gives the timestamp of the thread it writes to, or null. */
export class Composer {
  constructor(form, thread) {
    this.thread = thread;
    this.current = -1;
    this.found = [];
    const listId = freshId("commands");
    this.list = make("ul", {
      id: listId,
      class: "commands",
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.note = make("p", { class: "composer-note", role: "alert", hidden: true });
    this.words = make("textarea", {
      rows: 1,
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": listId,
      "aria-label": "Message",
      on: { input: () => this.typed(), keydown: (event) => this.key(event), blur: () => this.hide() },
    });
    const shortcuts = make(
      "button",
      { type: "button", class: "button quiet square", "aria-label": "Shortcuts", "aria-haspopup": "menu" },
      icon("bolt"),
    );
    shortcuts.addEventListener("click", () => openShortcuts(shortcuts));
    const send = make(
      "button",
      { type: "submit", class: "button primary square", "aria-label": "Send" },
      icon("send"),
    );
    form.append(this.note, this.list, make("div", { class: "composer-box" }, shortcuts, this.words, send));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  /** Say where the words go. */
  name() {
    const place = channel(state.place);
    const where = place?.isDirect ? "Order Desk" : `#${place?.name}`;
    this.words.placeholder = this.thread() ? "Reply" : `Message ${where}, or type /`;
    this.words.setAttribute("aria-label", this.thread() ? "Reply in thread" : `Message ${where}`);
  }

  typed() {
    this.note.hidden = true;
    this.words.style.height = "auto";
    this.words.style.height = `${this.words.scrollHeight}px`;
    const { value } = this.words;
    const isCommand = value.startsWith("/") && !value.includes("\n") && !this.thread();
    this.found = isCommand
      ? completions().filter(({ text }) => text.startsWith(value.toLowerCase()))
      : names(value);
    if (this.found.length) this.show();
    else this.hide();
  }

  show() {
    this.list.replaceChildren(
      ...this.found.map(({ text, shown, about }, index) =>
        make(
          "li",
          {
            role: "option",
            id: `${this.list.id}-${index}`,
            on: { mousedown: (event) => this.take(event, index) },
          },
          make("code", {}, shown ?? text),
          make("small", {}, about),
        ),
      ),
    );
    this.list.hidden = false;
    this.words.setAttribute("aria-expanded", "true");
    this.mark(0);
  }

  hide() {
    this.list.hidden = true;
    this.current = -1;
    this.words.setAttribute("aria-expanded", "false");
    this.words.removeAttribute("aria-activedescendant");
  }

  mark(index) {
    this.current = index;
    [...this.list.children].forEach((row, each) => row.setAttribute("aria-selected", String(each === index)));
    this.words.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
  }

  take(event, index) {
    event.preventDefault();
    this.words.value = this.found[index].text;
    this.typed();
  }

  key(event) {
    const isOpen = !this.list.hidden;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (isOpen && event.key in moves) {
      event.preventDefault();
      this.mark((this.current + moves[event.key] + this.found.length) % this.found.length);
    } else if (isOpen && event.key === "Tab") {
      this.take(event, this.current);
    } else if (isOpen && event.key === "Escape") {
      this.hide();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (isOpen && this.found[this.current].text !== this.words.value.trim()) this.take(event, this.current);
      else this.send();
    }
  }

  async send() {
    const text = this.words.value.trim();
    if (!text) return;
    const problem = this.problem(text);
    this.hide();
    if (problem) return this.complain(problem);
    this.words.value = "";
    this.words.style.height = "auto";
    const isCommand = text.startsWith("/");
    await act(isCommand ? "slash" : "write", { channel: state.place, text, thread: this.thread() });
  }

  problem(text) {
    if (!text.startsWith("/")) return null;
    if (this.thread()) return "Slash commands don't work in threads. Use them in the channel.";
    const command = text.split(/\s/)[0];
    const isKnown = state.workspace.commands.some((each) => each.command === command);
    return isKnown
      ? null
      : `${command} isn't a command here. There is ${state.workspace.commands.map((each) => each.command).join(", ")}.`;
  }

  complain(problem) {
    this.note.textContent = problem;
    this.note.hidden = false;
  }
}

/** Every command, and each of the words its usage hint offers in brackets: `[list | help]`. */
function completions() {
  return state.workspace.commands.flatMap(({ command, description, usage_hint: hint }) => [
    { text: command, about: description },
    ...usages(hint).map((usage) => ({ text: `${command} ${usage}`, about: "" })),
  ]);
}

/** Whoever can be named by the last word, where that begins with an @. */
function names(value) {
  const named = /(?<=^|\s)@([\w.-]*)$/.exec(value);
  if (!named) return [];
  return state.workspace.people
    .filter(({ name }) => name.startsWith(named[1].toLowerCase()))
    .map(({ name, realName }) => ({
      text: `${value.slice(0, named.index)}@${name} `,
      shown: `@${name}`,
      about: realName,
    }));
}

function usages(hint) {
  const inside = /^\[(.*)\]$/.exec(hint ?? "");
  return inside ? inside[1].split("|").map((usage) => usage.trim()) : [];
}

function openShortcuts(opener) {
  const shortcuts = state.workspace.shortcuts.filter((each) => each.type === "global");
  const commands = state.workspace.commands;
  openMenu(opener, [
    ...shortcuts.map((each) => ({
      label: each.name,
      description: each.description,
      choose: () => act("shortcut", { callback: each.callback_id }),
    })),
    ...commands.map((each) => ({
      label: each.command,
      description: each.description,
      choose: () => act("slash", { channel: state.place, text: each.command }),
    })),
  ]);
}
