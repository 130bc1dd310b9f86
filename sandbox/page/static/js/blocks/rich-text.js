/** A rich_text block as nodes: sections, lists, quotes and code, with styled words inside. */

import { written } from "./dates.js";
import { make } from "../dom.js";
import { emoji } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";

const STYLES = { code: "code", strike: "s", italic: "em", bold: "strong" };

/** The parts of a rich_text block. */
export function richText(block) {
  return block.elements.map(part);
}

function part(element) {
  const inside = () => element.elements.map(leaf);
  switch (element.type) {
    case "rich_text_list": {
      const tag = element.style === "ordered" ? "ol" : "ul";
      const items = element.elements.map((section) => make("li", {}, ...section.elements.map(leaf)));
      return make(tag, { class: `indent-${element.indent ?? 0}` }, ...items);
    }
    case "rich_text_quote":
      return make("blockquote", {}, ...inside());
    case "rich_text_preformatted":
      return make("pre", {}, ...inside());
    default:
      return make("p", {}, ...inside());
  }
}

function leaf(element) {
  const drawn = bare(element);
  return Object.entries(STYLES).reduce(
    (node, [style, tag]) => (element.style?.[style] ? make(tag, {}, node) : node),
    drawn,
  );
}

function bare(element) {
  switch (element.type) {
    case "text":
      return make("span", { class: "words" }, element.text);
    case "link":
      return link(element.url, element.text || element.url);
    case "user":
    case "channel":
    case "usergroup":
      return mention(element[`${element.type}_id`]);
    case "broadcast":
      return make("span", { class: "mention" }, `@${element.range}`);
    case "emoji":
      return document.createTextNode(emoji(element.name) ?? `:${element.name}:`);
    case "date":
      return make("time", {}, written(element.timestamp, element.format));
    default:
      return document.createTextNode(element.value ?? element.fallback ?? "");
  }
}
