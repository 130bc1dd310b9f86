/** The elements that take a value, by type. Each function gets the input description made in elements.js. */

import { act } from "../connection.js";
import { combobox } from "./combobox.js";
import { make } from "../dom.js";
import { fileInput } from "./file-input.js";
import { textNodes, words } from "../blocks/mrkdwn.js";
import { richTextInput } from "./rich-text-input.js";
import { state } from "../store.js";

export const DRAWERS = {
  plain_text_input: (filling) => textInput(filling, {}),
  email_text_input: (filling) => textInput(filling, { type: "email", autocomplete: "off" }),
  url_text_input: (filling) => textInput(filling, { type: "url" }),
  number_input: (filling) => textInput(filling, { inputmode: "decimal" }),
  datepicker: (filling) => picker(filling, "date", filling.standing, (value) => value),
  timepicker: (filling) => picker(filling, "time", filling.standing, (value) => value),
  datetimepicker: (filling) => picker(filling, "datetime-local", localTime(filling.standing), unixTime),
  radio_buttons: (filling) => choices(filling, "radio"),
  checkboxes: (filling) => choices(filling, "checkbox"),
  static_select: (filling) => select(filling, ownOptions, asOption),
  multi_static_select: (filling) => select(filling, ownOptions, asOption),
  external_select: (filling) => select(filling, searched, asOption),
  multi_external_select: (filling) => select(filling, searched, asOption),
  users_select: (filling) => select(filling, people, asId),
  multi_users_select: (filling) => select(filling, people, asId),
  channels_select: (filling) => select(filling, channels, asId),
  multi_channels_select: (filling) => select(filling, channels, asId),
  conversations_select: (filling) => select(filling, conversations, asId),
  multi_conversations_select: (filling) => select(filling, conversations, asId),
  file_input: fileInput,
  rich_text_input: richTextInput,
};

/** The attributes that bind an input to its label, hint and error. */
export function bound({ id, described, isInvalid, label, part }) {
  return {
    id,
    "data-action": part.action_id,
    "aria-label": id ? null : label,
    "aria-describedby": described,
    "aria-invalid": isInvalid ? "true" : null,
  };
}

function textInput(filling, more) {
  const { part, standing, type, choose, isDispatched } = filling;
  const tag = part.multiline ? "textarea" : "input";
  const dispatches = part.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const isTold = (what) => isDispatched && dispatches.includes(what);
  const node = make(tag, {
    ...bound(filling),
    ...(tag === "input" ? { type: "text", ...more } : { rows: 4 }),
    class: "text-input",
    "data-focus": part.focus_on_load,
    placeholder: part.placeholder && words(part.placeholder),
    value: standing ?? "",
    on: {
      input: () => (isTold("on_character_entered") ? choose(node.value || null) : type(node.value || null)),
      keydown: (event) => {
        if (event.key !== "Enter" || tag === "textarea" || !isTold("on_enter_pressed")) return;
        event.preventDefault();
        choose(node.value || null);
      },
    },
  });
  return node;
}

function picker(filling, kind, shown, read) {
  const node = make("input", {
    ...bound(filling),
    type: kind,
    class: "text-input picker",
    value: shown ?? "",
    on: { change: () => filling.choose(node.value ? read(node.value) : null) },
  });
  return node;
}

function localTime(seconds) {
  if (!seconds) return "";
  const when = new Date(seconds * 1000);
  return new Date(when - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function unixTime(value) {
  return Math.floor(new Date(value) / 1000);
}

function choices(filling, kind) {
  const { part, standing, choose, where } = filling;
  const chosen = new Set(
    [standing]
      .flat()
      .filter(Boolean)
      .map((option) => option.value),
  );
  const name = JSON.stringify(where);
  const ticked = () => part.options.filter((_, index) => boxes[index].checked);
  const changed = () => choose(kind === "radio" ? ticked()[0] : ticked());
  const boxes = part.options.map((option) =>
    make("input", { type: kind, name, checked: chosen.has(option.value), on: { change: changed } }),
  );
  boxes[0].dataset.action = part.action_id;
  return make(
    "div",
    { class: "choices", role: filling.id ? null : "group", "aria-label": filling.id ? null : filling.label },
    ...part.options.map((option, index) =>
      make("label", { class: "choice" }, boxes[index], optionWords(option)),
    ),
  );
}

function optionWords(option) {
  const description = option.description && make("small", {}, textNodes(option.description));
  return make("span", {}, textNodes(option.text), description);
}

function select(filling, load, kind) {
  const { part, standing, choose } = filling;
  const several = part.type.startsWith("multi_");
  const held = [standing].flat().filter(Boolean).map(kind.read);
  return combobox({
    attributes: bound(filling),
    placeholder: part.placeholder ? words(part.placeholder) : "Choose…",
    chosen: held,
    several,
    most: part.max_selected_items,
    isClearable: filling.isOptional,
    isSearch: part.type.endsWith("external_select"),
    shortest: part.min_query_length ?? 3,
    label: filling.label,
    load: (typed) => load(filling, typed),
    choose: (options) => choose(several ? options.map(kind.write) : (options.map(kind.write)[0] ?? null)),
  });
}

const asOption = { read: (option) => option, write: (option) => option };
const asId = {
  read: (id) => ({ text: { type: "plain_text", text: state.workspace.names[id] ?? id }, value: id }),
  write: (option) => option.value,
};

async function ownOptions({ part }, typed) {
  const groups = part.option_groups ?? [{ options: part.options }];
  return groups.flatMap((group) =>
    group.options
      .filter((option) => matches(words(option.text), typed))
      .map((option) => ({ ...option, group: group.label && words(group.label) })),
  );
}

async function searched({ where }, typed) {
  return (await act("suggest", { ...where, typed })).options ?? [];
}

async function people(_filling, typed) {
  return named(
    state.workspace.people.filter((each) => !each.isBot),
    (each) => each.realName,
    typed,
  );
}

async function channels(_filling, typed) {
  return named(
    state.workspace.channels.filter((each) => !each.isDirect),
    (each) => `#${each.name}`,
    typed,
  );
}

async function conversations(filling, typed) {
  return [...(await channels(filling, typed)), ...(await people(filling, typed))];
}

function named(things, name, typed) {
  return things
    .filter((each) => matches(name(each), typed))
    .map((each) => ({ text: { type: "plain_text", text: name(each) }, value: each.id }));
}

function matches(text, typed) {
  return text.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
}
