/** Positions a popup: below the element that opens it, or above where there is more space. */

const GAP = 4;
const EDGE = 8;

/** Put `popup` beside `opener`; `isMenu` keeps its own width and lines up with the opener's end. */
export function placeAt(popup, opener, { isMenu = false } = {}) {
  const at = opener.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  // At the window's corner it takes the width it wants; where it would stand it may be squeezed, and grow when moved.
  Object.assign(popup.style, { maxHeight: "", left: "0", top: "0" });
  const height = popup.scrollHeight + 2;
  const isBelow = height <= below || below >= above;
  const limit = Math.min(height, isBelow ? below : above, 340);
  popup.style.maxHeight = `${limit}px`;
  if (!isMenu) popup.style.width = `${at.width}px`;
  const wide = popup.offsetWidth;
  const left = isMenu ? at.right - wide : at.left;
  popup.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - wide - EDGE))}px`;
  popup.style.top = `${isBelow ? at.bottom + GAP : at.top - GAP - limit}px`;
}
