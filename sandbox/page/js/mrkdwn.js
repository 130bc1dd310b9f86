/** Slack's markup as nodes: emphasis, code, quotes, links, mentions, dates. Nothing typed can become markup of ours. */

import { written } from "./dates.js";
import { make } from "./dom.js";
import { emoji } from "./emoji.js";
import { state } from "./store.js";

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<angled>[^<>\\n]+)>",
    emphasis("bold", "\\*"),
    emphasis("italic", "_"),
    emphasis("strike", "~"),
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "gu",
);

/** A text object or a bare text as a fragment. */
export function textNodes(text) {
  if (!text) return document.createDocumentFragment();
  if (typeof text === "string" || text.type === "mrkdwn")
    return mrkdwn(typeof text === "string" ? text : text.text);
  return lines(text.text, (line) => [line]);
}

/** A text object as plain words, for labels and names. */
export function words(text) {
  return textNodes(text).textContent;
}

/** Slack's markup as a fragment. */
export function mrkdwn(source) {
  const fragment = document.createDocumentFragment();
  source.split(/```\n?([\s\S]+?)```/).forEach((piece, index) => {
    if (index % 2) fragment.append(make("pre", {}, unescape(piece)));
    else if (piece) fragment.append(...paragraphs(piece));
  });
  return fragment;
}

/** A link that opens apart from the page; anything but http, https, mailto and tel stays words. */
export function link(address, ...children) {
  const isSafe = /^(https?|mailto|tel):/i.test(address);
  if (!isSafe) return make("span", {}, ...children);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** A mention of a person, a channel or a group. */
export function mention(identifier, label) {
  return make("span", { class: "mention" }, label || state.workspace.names[identifier] || identifier);
}

function emphasis(name, mark) {
  return `(?<![\\p{L}\\p{N}${mark}])${mark}(?=\\S)(?<${name}>[^\\n]+?)(?<=\\S)${mark}(?![\\p{L}\\p{N}])`;
}

/** Runs of quoted lines and of other lines, each drawn as one. */
function paragraphs(source) {
  const runs = [];
  for (const line of source.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (runs.at(-1)?.isQuote !== Boolean(quoted)) runs.push({ isQuote: Boolean(quoted), lines: [] });
    runs.at(-1).lines.push(quoted ? quoted[1] : line);
  }
  return runs.map((run) => {
    const drawn = lines(run.lines.join("\n"), inline);
    return run.isQuote ? make("blockquote", {}, drawn) : drawn;
  });
}

function lines(source, draw) {
  const fragment = document.createDocumentFragment();
  source.split("\n").forEach((line, index) => {
    if (index) fragment.append(make("br"));
    fragment.append(...draw(line));
  });
  return fragment;
}

function inline(source) {
  const nodes = [];
  let end = 0;
  for (const found of source.matchAll(INLINE)) {
    nodes.push(unescape(source.slice(end, found.index)), node(found));
    end = found.index + found[0].length;
  }
  nodes.push(unescape(source.slice(end)));
  return nodes;
}

function node(found) {
  const { code, angled, bold, italic, strike } = found.groups;
  if (code) return make("code", {}, unescape(code));
  if (angled) return reference(angled);
  if (bold) return make("strong", {}, ...inline(bold));
  if (italic) return make("em", {}, ...inline(italic));
  if (strike) return make("s", {}, ...inline(strike));
  return emoji(found.groups.emoji) ?? found[0];
}

function reference(inside) {
  const [head, label] = inside.split(/\|(.*)/s);
  if (head.startsWith("@") || head.startsWith("#")) return mention(head.slice(1), label);
  if (head.startsWith("!subteam^")) return mention(head.slice("!subteam^".length), label);
  if (head.startsWith("!date^")) return date(head, label);
  if (head.startsWith("!")) return make("span", { class: "mention" }, `@${head.slice(1)}`);
  return link(unescape(head), unescape(label ?? head.replace(/^(mailto|tel):/, "")));
}

function date(head, fallback) {
  const [, seconds, pattern, address] = head.split("^");
  const shown = make("time", { title: fallback ?? "" }, written(Number(seconds), unescape(pattern)));
  return address ? link(unescape(address), shown) : shown;
}

function unescape(source) {
  return source.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
