/** Slack's markup as nodes: emphasis, code, quotes, links, mentions, dates. Nothing typed can become markup of ours. */

import { written } from "./dates.js";
import { make } from "../dom.js";
import { emoji } from "./emoji.js";
import { state } from "../store.js";

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "(?<kept>[\\ue000-\\uf8ff])",
    emphasis("bold", "\\*"),
    emphasis("italic", "_"),
    emphasis("strike", "~"),
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "gu",
);

const EMOJI = /:([a-z0-9_+-]+):/g;
const FIRST_KEPT = 0xe000; // private-use characters from this one on replace text that takes no part in the markup around it

/** A text object or a bare text as a fragment. */
export function textNodes(text) {
  if (!text) return document.createDocumentFragment();
  if (typeof text === "string" || text.type === "mrkdwn")
    return mrkdwn(typeof text === "string" ? text : text.text);
  return lines(text.text, (line) => [text.emoji === false ? line : line.replace(EMOJI, (all, name) => emoji(name) ?? all)]);
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

/** A line's nodes; text between angle brackets is taken out first. */
function inline(line) {
  const kept = [];
  const source = line.replace(/[\ue000-\uf8ff]/g, "").replace(/<([^<>\n]+)>/g, (_all, inside) => {
    kept.push(inside);
    return String.fromCharCode(FIRST_KEPT + kept.length - 1);
  });
  return marked(source, kept);
}

function marked(source, kept) {
  const nodes = [];
  let end = 0;
  for (const found of source.matchAll(INLINE)) {
    nodes.push(unescape(source.slice(end, found.index)), node(found, kept));
    end = found.index + found[0].length;
  }
  nodes.push(unescape(source.slice(end)));
  return nodes;
}

function node(found, kept) {
  const { code, bold, italic, strike } = found.groups;
  if (code) return make("code", {}, ...inCode(code, kept));
  if (found.groups.kept) return reference(kept[found.groups.kept.charCodeAt(0) - FIRST_KEPT]);
  if (bold) return make("strong", {}, ...marked(bold, kept));
  if (italic) return make("em", {}, ...marked(italic, kept));
  if (strike) return make("s", {}, ...marked(strike, kept));
  return emoji(found.groups.emoji) ?? found[0];
}

/** In code nothing is marked up but references. */
function inCode(code, kept) {
  return code
    .split(/([\ue000-\uf8ff])/)
    .map((piece, index) => (index % 2 ? reference(kept[piece.charCodeAt(0) - FIRST_KEPT]) : unescape(piece)));
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
  const filled = written(Number(seconds), unescape(pattern));
  // A token that Slack doesn't know: the fallback is there, as it is written.
  if (/\{\w+\}/.test(filled)) return document.createTextNode(fallback ?? "");
  const shown = make("time", { title: fallback ?? "" }, filled);
  return address ? link(unescape(address), shown) : shown;
}

function unescape(source) {
  return source.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
