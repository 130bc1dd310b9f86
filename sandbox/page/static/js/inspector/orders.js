/** The orders the local Orders API has, as a person would read them and as the JSON they came in. */

import { arrange, make } from "../dom.js";
import { state, watch } from "../store.js";

/** Fill the pane. */
export function startOrders(pane) {
  const list = make("ol", { class: "orders" });
  const empty = make(
    "p",
    { class: "pane-note" },
    "No order has arrived yet. They show up here the moment the Orders API has them.",
  );
  pane.append(empty, list);
  watch(["orders"], () => {
    empty.hidden = state.orders.length > 0;
    arrange(list, [...state.orders].reverse(), (order) => ({
      key: order.id,
      signature: JSON.stringify(order),
      draw: () => make("li", {}, card(order)),
    }));
  });
}

function card({ number, createdAt, body, files }) {
  const offer = body.offer ?? {};
  return make(
    "article",
    { class: "order", "aria-label": `Order ${number}` },
    make(
      "header",
      {},
      make("strong", {}, number),
      make("span", {}, body.name ?? ""),
      make("time", {}, new Date(createdAt).toLocaleTimeString("en-GB")),
    ),
    make(
      "dl",
      {},
      fact("Client", body.contactPersonName, body.phoneNumber, body.email),
      fact("Address", body.address, `${body.postalCode ?? ""} ${body.city ?? ""}`.trim(), body.countryCode),
      fact("Place on site", body.workplace),
      fact("Workflow", body.workflowCustomId ?? body.workflowId),
      ...(body.customFields ?? []).map((field) => fact(field.customId ?? field.id, yesOrNo(field.value))),
      ...(body.actorAssignments ?? []).map((actor) => fact(actor.actorSlug, actor.organizationId)),
      fact("Tags", (body.orderTagIds ?? []).join(", ")),
      fact(
        "Description",
        typeof body.description === "string" ? body.description : body.description && "(rich text)",
      ),
      fact("Files", ...files),
      fact("Offer", offer.name, offer.payer && `paid by ${offer.payer}`),
      fact("Key", body.idempotencyKey),
    ),
    offer.lines?.length ? lines(offer.lines) : null,
    make(
      "details",
      {},
      make("summary", {}, "JSON"),
      make("pre", { tabindex: "0" }, JSON.stringify(body, null, 2)),
    ),
  );
}

function fact(name, ...values) {
  const given = values.filter((value) => value !== undefined && value !== null && value !== "");
  return given.length
    ? make(
        "div",
        {},
        make("dt", {}, name),
        make("dd", {}, ...given.map((value) => make("span", {}, String(value)))),
      )
    : null;
}

function yesOrNo(value) {
  return typeof value === "boolean" ? (value ? "yes" : "no") : value;
}

function lines(given) {
  return make("table", { class: "order-lines" }, make("tbody", {}, ...given.map(row)));
}

function row(line) {
  const name = line.name ?? line.externalId ?? `catalog ${String(line.productId).slice(0, 8)}…`;
  const discount = Number(line.discountUnitAmount ?? 0) ? ` − ${money(line.discountUnitAmount)}` : "";
  const price =
    line.payerUnitAmount === undefined
      ? "catalog price"
      : `${money(line.payerUnitAmount)}${discount} ${line.currencyCode ?? ""}`;
  return make("tr", {}, make("td", {}, `${line.quantity} ×`), make("td", {}, name), make("td", {}, price));
}

/** Hundredths of the currency's unit, written with two decimals. */
function money(hundredths) {
  return (Number(hundredths) / 100).toLocaleString("en-GB", { minimumFractionDigits: 2 });
}
