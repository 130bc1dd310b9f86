/** The rich text input: words one formats, with a toolbar, read as Slack's rich_text. */

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { words } from "../blocks/mrkdwn.js";
import { read } from "./rich-text-reader.js";
import { richText } from "../blocks/rich-text.js";

const TOOLS = [
  { label: "Bold", sign: "B", command: "bold", key: "b" },
  { label: "Italic", sign: "I", command: "italic", key: "i" },
  { label: "Strikethrough", sign: "S", command: "strikeThrough" },
  { label: "Code", picture: "code", act: toggleCode },
  { label: "Link", picture: "link", act: addLink },
  { label: "Bulleted list", picture: "bullets", command: "insertUnorderedList" },
  { label: "Numbered list", picture: "numbers", command: "insertOrderedList" },
];

/** Drawer for `rich_text_input`; see inputs.js. */
export function richTextInput(field) {
  const { part, initial, type, id, described, isInvalid, label } = field;
  const editor = make("div", {
    id,
    class: "rich-text editor",
    contenteditable: "true",
    role: "textbox",
    tabindex: "0",
    "aria-multiline": "true",
    "aria-label": label,
    "aria-describedby": described,
    "aria-invalid": isInvalid ? "true" : null,
    "data-action": part.action_id,
    "data-focus": part.focus_on_load,
    "data-placeholder": part.placeholder ? words(part.placeholder) : "",
    on: { input: () => type(read(editor)), paste: pasteWords },
  });
  if (initial) editor.append(...richText(initial));
  const tools = make(
    "div",
    { class: "tools", role: "toolbar", "aria-label": `Formatting for ${label}` },
    ...TOOLS.map(tool),
  );

  function tool({ label: name, sign, picture, command, act: perform }) {
    const press = () => {
      editor.focus();
      if (command) document.execCommand(command);
      else perform();
      type(read(editor));
    };
    const hold = (event) => event.preventDefault(); // pressing keeps the selection in the editor
    const attributes = { type: "button", "aria-label": name, title: name, class: `tool ${command ?? ""}` };
    return make("button", { ...attributes, on: { mousedown: hold, click: press } }, sign ?? icon(picture));
  }

  return make("div", { class: "rich-text-input" }, tools, editor);
}

function pasteWords(event) {
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
}

function toggleCode() {
  const selection = getSelection();
  const around = selection.anchorNode?.parentElement?.closest("code");
  if (around) around.replaceWith(...around.childNodes);
  else if (!selection.isCollapsed) selection.getRangeAt(0).surroundContents(make("code"));
}

function addLink() {
  const selected = String(getSelection());
  const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(selected.trim());
  // Slack asks with a dialog of its own; the browser's does for trying.
  const address = isAddress
    ? selected.trim()
    : window.prompt("Where does the link go? For example https://example.com");
  if (!address) return;
  if (selected) document.execCommand("createLink", false, address);
  else document.execCommand("insertHTML", false, make("a", { href: address }, address).outerHTML);
}
