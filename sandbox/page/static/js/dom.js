/** Making nodes, and keeping those that still hold. Text never becomes markup here. */

/** A node: attributes by name (`on` holds listeners, nothing and false are left out), then its children. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "value" || name === "checked" || name === "disabled") {
      node[name] = value ?? "";
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const signatures = new WeakMap();

/**
 * Show `items` as the children of `parent`. `describe(item)` gives `{key, signature, draw}`: a child whose key and
 * signature are the same stays the node it is, with its focus and what was typed; otherwise `draw(previous)` makes it.
 */
export function arrange(parent, items, describe) {
  const present = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const wanted = items.map((item) => {
    const { key, signature, draw } = describe(item);
    const previous = present.get(key);
    if (previous && signatures.get(previous) === signature) return previous;
    const fresh = draw(previous);
    fresh.dataset.key = key;
    signatures.set(fresh, signature);
    return fresh;
  });
  const staying = new Set(wanted);
  for (const node of [...parent.childNodes]) if (!staying.has(node)) node.remove();
  wanted.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

let made = 0;

/** An id that nothing else on the page has. */
export function freshId(word) {
  made += 1;
  return `${word}-${made}`;
}
