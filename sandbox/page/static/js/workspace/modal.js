/** The modal one has open: drawn from its view, kept where nothing changed, closed when the view is gone. */

import { drawBlocks } from "../blocks/blocks.js";
import { act } from "../connection.js";
import { arrange, make } from "../dom.js";
import { firstField, keepFocus, keepInside } from "../focus.js";
import { icon } from "../icons.js";
import { state, watch } from "../store.js";
import { ask } from "./confirm-dialog.js";

const dialog = document.getElementById("modal");
const veil = document.getElementById("veil");
const isNarrow = window.matchMedia("(max-width: 900px)");

/** What the modal covers. The tools stay in reach, to look at requests and switch faults while it is open. */
const COVERED = ["sidebar", "talk", "thread", "tabs"].map((id) => document.getElementById(id));

const DISCARDING = {
  title: "Close without submitting?",
  text: "What you entered in this form isn't submitted.",
  confirm: "Close",
  deny: "Stay",
  style: "danger",
};

let shown = null;
let returnTo = null;

/** Draw it whenever it changes. */
export function startModal() {
  watch(["modal", "trouble", "workspace"], draw);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Tab") keepInside(event, dialog);
    if (event.key === "Escape" && !dialog.querySelector(":popover-open")) closeTop();
    if (isSubmitting(event)) submit(event);
  });
}

function draw() {
  const view = state.modal;
  if (!view) return finish();
  if (!dialog.open) begin();
  const isSameView = shown?.id === view.id;
  const isSameScreen = isSameView && shown.callback === view.callback && shown.title === view.title;
  const hasNewErrors = Object.keys(view.errors).length > 0 && JSON.stringify(view.errors) !== shown?.errors;
  if (!isSameView) dialog.replaceChildren(...skeleton());
  keepFocus(dialog, () => fill(view));
  const body = dialog.querySelector(".modal-body");
  if (!isSameScreen) body.scrollTop = 0;
  if (hasNewErrors) focusOn(dialog.querySelector(".wrong :is(input, textarea, [contenteditable])"));
  else if (!isSameScreen) focusOn(begins(body) ?? dialog.querySelector("h2"));
  shown = { id: view.id, callback: view.callback, title: view.title, errors: JSON.stringify(view.errors) };
}

/** Where a screen begins: on a phone only where the app asks for it, since the keyboard covers half of it. */
function begins(body) {
  return isNarrow.matches ? body.querySelector("[data-focus]") : firstField(body);
}

function begin() {
  returnTo = document.activeElement;
  veil.hidden = false;
  dialog.show();
  for (const part of COVERED) part.inert = true;
}

function finish() {
  if (!dialog.open) return;
  dialog.close();
  veil.hidden = true;
  shown = null;
  dialog.replaceChildren();
  for (const part of COVERED) part.inert = false;
  if (returnTo?.isConnected && returnTo !== document.body) returnTo.focus();
  else document.querySelector("#composer textarea")?.focus();
}

function focusOn(node) {
  node?.focus();
}

function skeleton() {
  const back = make("button", { type: "button", class: "button quiet square", on: { click: closeTop } });
  return [
    make("header", { class: "modal-head" }, back, make("h2", { id: "modal-title", tabindex: "-1" })),
    make("p", { class: "trouble", role: "alert", hidden: true }),
    make("form", { class: "modal-body", novalidate: true, id: "modal-form", on: { submit } }),
    make("footer", { class: "modal-foot" }),
  ];
}

function fill(view) {
  const isStacked = view.depth > 1;
  dialog.classList.toggle("stacked", isStacked);
  const back = dialog.querySelector(".modal-head button");
  back.setAttribute("aria-label", isStacked ? "Back to the form below" : "Close");
  back.replaceChildren(icon(isStacked ? "back" : "close"));
  dialog.querySelector("h2").textContent = view.title;
  const trouble = dialog.querySelector(".trouble");
  trouble.hidden = !state.trouble;
  if (trouble.textContent !== (state.trouble ?? "")) trouble.textContent = state.trouble ?? "";
  drawBlocks(dialog.querySelector("form"), { where: { view: view.id }, ...view }, view.blocks);
  drawButtons(dialog.querySelector(".modal-foot"), view);
}

function drawButtons(foot, view) {
  const close = { key: "close", text: view.close || "Cancel", attributes: { on: { click: closeTop } } };
  const send = { key: "submit", text: view.submit, attributes: { type: "submit", form: "modal-form" } };
  arrange(foot, view.submit ? [close, send] : [close], ({ key, text, attributes }) => ({
    key,
    signature: text,
    draw: () =>
      make(
        "button",
        { type: "button", class: key === "submit" ? "button primary" : "button", ...attributes },
        text,
      ),
  }));
  const submitButton = foot.querySelector("[type=submit]");
  if (view.isWaiting) submitButton?.setAttribute("aria-busy", "true");
  else submitButton?.removeAttribute("aria-busy");
}

/** The browser itself submits on Enter in a single-line input; in one of several lines Enter begins a new one. */
function isSubmitting(event) {
  const isEnter = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  return isEnter && !event.defaultPrevented && dialog.querySelector("form").contains(event.target);
}

function submit(event) {
  event.preventDefault();
  if (state.modal.submit && !state.modal.isWaiting) act("submit", { view: state.modal.id });
}

/** Slack's client asks before what somebody entered is lost. */
async function closeTop() {
  const view = state.modal?.id;
  if (!view) return;
  const { isChanged } = await act("close", { view });
  if (isChanged && (await ask(DISCARDING))) await act("close", { view, discards: true });
}
