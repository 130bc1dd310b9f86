/** The elements that take a value, by type. Each function gets the input description made in elements.js. */

import { act } from "../connection.js";
import { combobox } from "./combobox.js";
import { make } from "../dom.js";
import { dateInput } from "./date-input.js";
import { fileInput } from "./file-input.js";
import { textNodes, words } from "../blocks/mrkdwn.js";
import { richTextInput } from "./rich-text-input.js";
import { state } from "../store.js";

export const DRAWERS = {
  plain_text_input: (field) => textInput(field, {}),
  email_text_input: (field) => textInput(field, { type: "email", autocomplete: "off" }),
  url_text_input: (field) => textInput(field, { type: "url" }),
  number_input: (field) => textInput(field, { inputmode: "decimal" }),
  datepicker: (field) => date(field, field.initial, field.choose),
  timepicker: (field) => time(field, field.initial, field.choose),
  datetimepicker: moment,
  radio_buttons: (field) => choices(field, "radio"),
  checkboxes: (field) => choices(field, "checkbox"),
  static_select: (field) => select(field, ownOptions, asOption),
  multi_static_select: (field) => select(field, ownOptions, asOption),
  external_select: (field) => select(field, searched, asOption),
  multi_external_select: (field) => select(field, searched, asOption),
  users_select: (field) => select(field, people, asId),
  multi_users_select: (field) => select(field, people, asId),
  channels_select: (field) => select(field, channels, asId),
  multi_channels_select: (field) => select(field, channels, asId),
  conversations_select: (field) => select(field, conversations, asId),
  multi_conversations_select: (field) => select(field, conversations, asId),
  file_input: fileInput,
  rich_text_input: richTextInput,
};

/** The attributes that bind an input to its label, hint and error. */
export function bound({ id, described, isInvalid, label, part }) {
  return {
    id,
    "data-action": part.action_id,
    "data-focus": part.focus_on_load,
    "aria-label": id ? null : label,
    "aria-describedby": described,
    "aria-invalid": isInvalid ? "true" : null,
  };
}

function textInput(field, more) {
  const { part, initial, type, choose, isDispatched } = field;
  const tag = part.multiline ? "textarea" : "input";
  const dispatches = part.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const isTold = (what) => isDispatched && dispatches.includes(what);
  const node = make(tag, {
    ...bound(field),
    ...(tag === "input" ? { type: "text", ...more } : { rows: 4 }),
    class: "text-input",
    placeholder: part.placeholder && words(part.placeholder),
    value: initial ?? "",
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

function date(field, value, changed) {
  const { label, part } = field;
  return dateInput({ attributes: bound(field), label, placeholder: part.placeholder, value, changed });
}

function time(field, value, changed) {
  const node = make("input", {
    ...bound(field),
    type: "time",
    class: "text-input picker",
    value: value ?? "",
    on: { change: () => changed(node.value || null) },
  });
  return node;
}

/** A day and a time of day; it has a value when both are there. */
function moment(field) {
  const [day, hour] = localTime(field.initial).split("T");
  const held = { day, hour };
  const put = (what) => {
    Object.assign(held, what);
    field.choose(held.day && held.hour ? unixTime(`${held.day}T${held.hour}`) : null);
  };
  const ofHour = { ...field, id: null, label: `${field.label}, time` };
  return make(
    "div",
    { class: "moment" },
    date(field, day, (value) => put({ day: value })),
    time(ofHour, hour, (value) => put({ hour: value })),
  );
}

function localTime(seconds) {
  if (!seconds) return "";
  const when = new Date(seconds * 1000);
  return new Date(when - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function unixTime(value) {
  return Math.floor(new Date(value) / 1000);
}

function choices(field, kind) {
  const { part, initial, choose, where } = field;
  const chosen = new Set(
    [initial]
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
    { class: "choices", role: field.id ? null : "group", "aria-label": field.id ? null : field.label },
    ...part.options.map((option, index) =>
      make("label", { class: "choice" }, boxes[index], optionWords(option)),
    ),
  );
}

function optionWords(option) {
  const description = option.description && make("small", {}, textNodes(option.description));
  return make("span", {}, textNodes(option.text), description);
}

function select(field, load, kind) {
  const { part, initial, choose } = field;
  const several = part.type.startsWith("multi_");
  const held = [initial].flat().filter(Boolean).map(kind.read);
  return combobox({
    attributes: bound(field),
    placeholder: part.placeholder ? words(part.placeholder) : "Choose…",
    chosen: held,
    several,
    most: part.max_selected_items,
    isClearable: field.isOptional,
    isSearch: part.type.endsWith("external_select"),
    shortest: part.min_query_length ?? 3,
    label: field.label,
    load: (typed) => load(field, typed),
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

async function people(_field, typed) {
  return named(
    state.workspace.people.filter((each) => !each.isBot),
    (each) => each.realName,
    typed,
  );
}

async function channels(_field, typed) {
  return named(
    state.workspace.channels.filter((each) => !each.isDirect),
    (each) => `#${each.name}`,
    typed,
  );
}

async function conversations(field, typed) {
  return [...(await channels(field, typed)), ...(await people(field, typed))];
}

function named(things, name, typed) {
  return things
    .filter((each) => matches(name(each), typed))
    .map((each) => ({ text: { type: "plain_text", text: name(each) }, value: each.id }));
}

function matches(text, typed) {
  return text.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
}
