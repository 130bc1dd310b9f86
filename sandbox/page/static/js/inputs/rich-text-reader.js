/** From an editor's content to a rich_text block: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */

const STYLES = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  S: "strike",
  STRIKE: "strike",
  DEL: "strike",
  CODE: "code",
};
const LISTS = { UL: "bullet", OL: "ordered" };
const PARAGRAPHS = ["DIV", "P"];

/** The block, or null where nothing is written. */
export function read(editor) {
  if (!editor.textContent.trim()) return null;
  const parts = [];
  collect(editor, parts);
  return { type: "rich_text", elements: parts.filter((part) => part.elements.length) };
}

function collect(root, parts) {
  let line = null;
  for (const node of root.childNodes) {
    if (node.nodeName in LISTS) {
      line = null;
      parts.push(list(node));
    } else if (PARAGRAPHS.includes(node.nodeName) && node.querySelector("ul, ol")) {
      line = null;
      collect(node, parts);
    } else if (PARAGRAPHS.includes(node.nodeName)) {
      line = null;
      append(parts, words(node, {}));
    } else if (line) {
      line.elements.push(...words(node, {}));
    } else {
      line = append(parts, words(node, {}));
    }
  }
}

/** Put a line into the last section, or begin one after a list. */
function append(parts, elements) {
  const last = parts.at(-1);
  if (last?.type !== "rich_text_section") {
    parts.push({ type: "rich_text_section", elements: merged(elements) });
    return parts.at(-1);
  }
  last.elements = merged([...last.elements, { type: "text", text: "\n" }, ...elements]);
  return last;
}

function list(node) {
  const items = [...node.children].map((item) => ({
    type: "rich_text_section",
    elements: merged(words(item, {})),
  }));
  return { type: "rich_text_list", style: LISTS[node.nodeName], elements: items };
}

function words(node, style) {
  if (node.nodeType === Node.TEXT_NODE)
    return node.data ? [styled({ type: "text", text: node.data }, style)] : [];
  if (node.nodeName === "BR") return [];
  const inner = STYLES[node.nodeName] ? { ...style, [STYLES[node.nodeName]]: true } : style;
  if (node.nodeName === "A") return [styled({ type: "link", url: node.href, text: node.textContent }, inner)];
  return [...node.childNodes].flatMap((child) => words(child, inner));
}

function styled(element, style) {
  return Object.keys(style).length ? { ...element, style } : element;
}

/** Neighbouring words of one style as one. */
function merged(elements) {
  const result = [];
  for (const element of elements) {
    const last = result.at(-1);
    const isSame =
      last?.type === "text" &&
      element.type === "text" &&
      JSON.stringify(last.style) === JSON.stringify(element.style);
    if (isSame) last.text += element.text;
    else result.push({ ...element });
  }
  return result;
}
