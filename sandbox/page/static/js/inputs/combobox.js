/** A select one can search: the combobox pattern with a list that pops up, for one choice or several. */

import { freshId, make } from "../dom.js";
import { icon } from "../icons.js";
import { textNodes, words } from "../blocks/mrkdwn.js";
import { placeAt } from "./popup-position.js";

const REST = 180; // milliseconds without typing before a search is sent

/**
 * `load(typed)` gives options, `choose(options)` is called with what is chosen; `isSearch` asks the app at each pause in typing,
 * from `shortest` characters on. Pattern: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function combobox(given) {
  return new Combobox(given).node;
}

class Combobox {
  constructor(given) {
    Object.assign(this, given);
    this.options = [];
    this.current = -1;
    this.turn = 0;
    const listId = freshId("list");
    this.input = make("input", {
      ...this.attributes,
      type: "text",
      role: "combobox",
      class: "text-input",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": listId,
      placeholder: this.placeholder,
      on: {
        input: () => this.search(),
        focus: () => this.input.select(),
        mouseup: (event) => !this.isOpen && event.preventDefault(), // it would end the selection
        click: () => this.open(),
        keydown: (event) => this.key(event),
        blur: () => this.close(),
      },
    });
    this.list = make("ul", {
      id: listId,
      role: "listbox",
      class: "options",
      popover: "manual",
      "aria-label": this.label,
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.chips = make("div", { class: "chips" });
    this.clear = make(
      "button",
      {
        type: "button",
        class: "clear",
        "aria-label": `Clear ${this.label}`,
        on: { click: () => this.pick(null) },
      },
      icon("close"),
    );
    const box = make("div", { class: "combobox" }, this.input, this.clear, icon("down"), this.list);
    this.node = make("div", { class: "select" }, this.chips, box);
    this.show();
  }

  get isOpen() {
    return this.input.getAttribute("aria-expanded") === "true";
  }

  show() {
    const [first] = this.chosen;
    this.input.value = !this.several && first ? words(first.text) : "";
    this.clear.hidden = this.several || !first || !this.isClearable;
    this.chips.hidden = !this.several || !first;
    this.chips.replaceChildren(...(this.several ? this.chosen.map((option) => this.chip(option)) : []));
  }

  chip(option) {
    const text = words(option.text);
    const remove = make(
      "button",
      { type: "button", "aria-label": `Remove ${text}`, on: { click: () => this.toggle(option) } },
      icon("close"),
    );
    return make("span", { class: "chip" }, text, remove);
  }

  open() {
    if (this.isOpen) return;
    this.input.select();
    this.fill("");
  }

  search() {
    clearTimeout(this.rest);
    const { value } = this.input;
    this.rest = setTimeout(() => this.fill(value), this.isSearch ? REST : 0);
  }

  async fill(typed) {
    this.turn += 1;
    const turn = this.turn;
    if (this.isSearch && typed.length < this.shortest) {
      this.list.replaceChildren(note(`Type at least ${this.shortest} characters`));
      this.pop();
      return;
    }
    if (this.isSearch && this.options.length === 0) this.list.replaceChildren(note("Searching…"));
    if (this.isSearch) this.pop();
    const options = await this.load(typed);
    if (turn !== this.turn || document.activeElement !== this.input) return;
    this.offer(options);
    this.pop();
  }

  offer(options) {
    this.options = options;
    this.current = -1;
    const held = new Set(this.chosen.map((option) => option.value));
    const rows = options.flatMap((option, index) => {
      const isNewGroup = option.group && option.group !== options[index - 1]?.group;
      const heading = isNewGroup ? [make("li", { class: "group", role: "presentation" }, option.group)] : [];
      return [...heading, this.row(option, index, held.has(option.value))];
    });
    this.list.replaceChildren(...(rows.length ? rows : [note("Nothing found")]));
    const chosen = options.findIndex((option) => held.has(option.value));
    this.mark(chosen >= 0 ? chosen : options.length ? 0 : -1);
  }

  row(option, index, isChosen) {
    const description = option.description && make("small", {}, textNodes(option.description));
    return make(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${index}`,
        class: "option",
        "aria-selected": isChosen ? "true" : "false",
        on: { click: () => this.pick(option), mousemove: () => this.mark(index) },
      },
      make("span", {}, textNodes(option.text), description),
      isChosen && icon("check"),
    );
  }

  pop() {
    this.input.setAttribute("aria-expanded", "true");
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    placeAt(this.list, this.input);
  }

  close() {
    clearTimeout(this.rest);
    this.turn += 1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.options = [];
    this.show();
  }

  mark(index) {
    this.list.querySelector(".current")?.classList.remove("current");
    this.current = index;
    const row = this.list.querySelectorAll(".option")[index];
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    row.classList.add("current");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (!this.isOpen) return this.open();
      const count = this.options.length;
      if (count) this.mark((this.current + moves[event.key] + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.isOpen && this.options[this.current]) this.pick(this.options[this.current]);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.several && !this.input.value && this.chosen.length) {
      this.toggle(this.chosen.at(-1));
    }
  }

  pick(option) {
    if (this.several) return this.toggle(option);
    return this.take(option ? [option] : []);
  }

  toggle(option) {
    const without = this.chosen.filter((each) => each.value !== option.value);
    const isAdding = without.length === this.chosen.length;
    if (isAdding && this.most && this.chosen.length >= this.most) return this.close();
    return this.take(isAdding ? [...this.chosen, option] : without);
  }

  async take(options) {
    const before = this.chosen;
    this.chosen = options.map(({ group, ...option }) => option);
    this.close();
    this.input.focus();
    if (!(await this.choose(this.chosen))) {
      this.chosen = before;
      this.show();
    }
  }
}

function note(text) {
  return make("li", { class: "note", role: "presentation" }, text);
}
