/** Blocks as nodes, by type: https://docs.slack.dev/reference/block-kit/blocks */

import { arrange, make } from "../dom.js";
import { element } from "./elements.js";
import { keepTyped } from "../focus.js";
import { inputBlock } from "./input-block.js";
import { link, mrkdwn, textNodes, words } from "./mrkdwn.js";
import { richText } from "./rich-text.js";

const DRAWERS = {
  section,
  divider: () => make("hr"),
  header: (block) => make("h3", { class: "header" }, textNodes(block.text)),
  context,
  actions,
  image,
  input: inputBlock,
  rich_text: (block) => make("div", { class: "rich-text" }, ...richText(block)),
  markdown: (block) => make("div", { class: "words" }, mrkdwn(block.text)),
  alert: (block) =>
    make("p", { class: `alert ${block.level ?? "info"}`, role: "note" }, textNodes(block.text)),
  table,
  video: (block) => make("p", {}, link(block.title_url ?? block.video_url, words(block.title))),
};

/** A surface is `{where, answers, errors}`: its address for acts, the values of its elements, the errors. */
export function drawBlocks(parent, surface, blocks) {
  arrange(parent, blocks, (block) => ({
    key: block.block_id,
    signature: JSON.stringify([surface.where, block, surface.errors?.[block.block_id]]),
    draw: (previous) => keepTyped(previous, drawBlock(block, surface)),
  }));
}

function drawBlock(block, surface) {
  const draw = DRAWERS[block.type];
  const inside = draw ? draw(block, surface) : make("p", { class: "unknown" }, `(${block.type})`);
  return make("div", { class: `block block-${block.type}`, "data-block": block.block_id }, inside);
}

function section(block, surface) {
  const text = block.text && make("div", { class: "words" }, textNodes(block.text));
  const fields = block.fields?.map((field) => make("div", { class: "words" }, textNodes(field)));
  const accessory = block.accessory;
  return make(
    "div",
    { class: accessory && isWide(accessory) ? "section stacked" : "section" },
    make("div", { class: "section-words" }, text, fields && make("div", { class: "fields" }, ...fields)),
    accessory && make("div", { class: "accessory" }, element(block, accessory, surface, words(block.text))),
  );
}

function isWide(accessory) {
  return !["button", "overflow", "image", "workflow_button"].includes(accessory.type);
}

function context(block) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? picture(part, "small") : make("span", { class: "words" }, textNodes(part)),
  );
  return make("div", { class: "context" }, ...parts);
}

function actions(block, surface) {
  const parts = block.elements.map((part) =>
    element(block, part, surface),
  );
  return make("div", { class: "actions" }, ...parts);
}

function image(block) {
  const title = block.title && make("figcaption", {}, textNodes(block.title));
  return make("figure", {}, title, picture(block, "large"));
}

/** An image; where it can't be had, its description is shown instead. */
export function picture(given, size) {
  const source = given.image_url ?? given.slack_file?.url;
  return make("img", { src: source, alt: given.alt_text, class: `picture ${size}`, loading: "lazy" });
}

function table(block) {
  const cell = (each) =>
    make("td", {}, ...(each.type === "rich_text" ? richText(each) : [String(each.text ?? "")]));
  return make("table", {}, ...block.rows.map((row) => make("tr", {}, ...row.map(cell))));
}
