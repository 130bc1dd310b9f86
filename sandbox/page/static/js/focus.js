/** Keeping the place: focus and what was typed stay where a block was drawn again under the same ids. */

const CONTROLS = "button, input:not([tabindex='-1']), textarea, select, a[href], [contenteditable=true]";

/** Carry what was typed from a block's former node to its fresh one, where block and action id are the same. */
export function keepTyped(previous, fresh) {
  for (const field of previous?.querySelectorAll("input.text-input:not([role]), textarea") ?? []) {
    const same =
      field.dataset.action && fresh.querySelector(`[data-action="${CSS.escape(field.dataset.action)}"]`);
    if (same?.tagName === field.tagName && same.type === field.type) same.value = field.value;
  }
  return fresh;
}

/** Do something that may draw again, then give focus back to what is in the same place. */
export function keepFocus(root, draw) {
  const held = root.contains(document.activeElement) ? document.activeElement : null;
  const block = held?.closest("[data-block]")?.dataset.block;
  const action = held?.dataset.action;
  const index = [...root.querySelectorAll("[data-block]")].indexOf(held?.closest("[data-block]"));
  const selection = held && "selectionStart" in held ? [held.selectionStart, held.selectionEnd] : null;
  draw();
  if (!held || root.contains(document.activeElement)) return;
  const same = find(root, block, action);
  (same ?? nextTo(root, index))?.focus();
  if (same && selection && selection[0] !== null && "setSelectionRange" in same && same.type === "text") {
    same.setSelectionRange(...selection);
  }
}

/** Let Tab go round inside `root`: from its last control to its first, and back. */
export function keepInside(event, root) {
  const controls = [
    ...root.querySelectorAll(CONTROLS),
  ].filter((each) => each.tabIndex >= 0 && each.checkVisibility());
  const edge = event.shiftKey ? controls[0] : controls.at(-1);
  const isAtEdge = document.activeElement === edge || !controls.includes(document.activeElement);
  if (!isAtEdge || (!event.shiftKey && document.activeElement !== edge)) return;
  event.preventDefault();
  (event.shiftKey ? controls.at(-1) : controls[0]).focus();
}

/** The first thing on a screen that one fills, or the one that asks for focus. */
export function firstField(root) {
  return (
    root.querySelector("[data-focus]") ??
    root.querySelector("[data-block] :is(input:not([type=hidden]), textarea, [contenteditable=true])")
  );
}

/** Where to go on when what had focus is gone: the block that took its place, or the end of what is left. */
function nextTo(root, index) {
  const after = [...root.querySelectorAll("[data-block]")].slice(Math.max(index, 0));
  const control = after.map((block) => block.querySelector(CONTROLS)).find((each) => each !== null);
  return control ?? [...root.querySelectorAll(CONTROLS)].at(-1);
}

function find(root, block, action) {
  const place = block && root.querySelector(`[data-block="${CSS.escape(block)}"]`);
  return action && place?.querySelector(`[data-action="${CSS.escape(action)}"]`);
}
