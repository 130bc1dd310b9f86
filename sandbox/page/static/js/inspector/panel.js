/** The tools: the inspector, the orders received and the faults, as tabs. */

import { startFaults } from "./faults.js";
import { make } from "../dom.js";
import { startInspector } from "./inspector.js";
import { startOrders } from "./orders.js";
import { state, watch } from "../store.js";

const root = document.getElementById("panel");
const TABS = [
  { id: "inspector", label: "Inspector", start: startInspector },
  { id: "orders", label: "Orders API", start: startOrders },
  { id: "faults", label: "Faults", start: startFaults },
];

/** Make the tabs and what they show. */
export function startPanel() {
  const list = make("div", { role: "tablist", class: "tabs", "aria-label": "Tools" });
  const panes = TABS.map(({ id, start }) => {
    const pane = make("section", {
      role: "tabpanel",
      id: `pane-${id}`,
      "aria-labelledby": `tab-${id}`,
      class: "pane",
    });
    start(pane);
    return pane;
  });
  const buttons = TABS.map(({ id, label }, index) =>
    make(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${id}`,
        "aria-controls": `pane-${id}`,
        on: { click: () => show(index), keydown: (event) => move(event, index) },
      },
      label,
      make("span", { class: "count", hidden: true }),
    ),
  );
  list.append(...buttons);
  root.append(list, ...panes);

  function show(index) {
    buttons.forEach((button, each) => {
      button.setAttribute("aria-selected", String(each === index));
      button.tabIndex = each === index ? 0 : -1;
      panes[each].hidden = each !== index;
    });
  }

  function move(event, index) {
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1 }[event.key];
    if (next === undefined) return;
    const at = (next + TABS.length) % TABS.length;
    show(at);
    buttons[at].focus();
  }

  watch(["orders", "switches", "log"], () => {
    count(buttons[0], state.log.filter((line) => line.outcome === "refused").length, "bad");
    count(buttons[1], state.orders.length, "");
    count(buttons[2], state.switches.filter((each) => each.isOn).length, "bad");
  });
  show(0);
}

function count(button, number, kind) {
  const shown = button.querySelector(".count");
  shown.hidden = number === 0;
  shown.textContent = String(number);
  shown.className = `count ${kind}`;
}
