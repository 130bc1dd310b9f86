/** Where something that pops up stands: below its opener, or above where there is more room. */

const GAP = 4;
const EDGE = 8;

/** Put `popped` beside `opener`; `isMenu` keeps its own width and lines up with the opener's end. */
export function placeAt(popped, opener, { isMenu = false } = {}) {
  const at = opener.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  popped.style.maxHeight = "";
  const height = popped.scrollHeight + 2;
  const isBelow = height <= below || below >= above;
  const room = Math.min(height, isBelow ? below : above, 340);
  popped.style.maxHeight = `${room}px`;
  if (!isMenu) popped.style.width = `${at.width}px`;
  const wide = popped.offsetWidth;
  const left = isMenu ? at.right - wide : at.left;
  popped.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - wide - EDGE))}px`;
  popped.style.top = `${isBelow ? at.bottom + GAP : at.top - GAP - room}px`;
}
