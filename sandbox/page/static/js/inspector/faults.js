/** The switches: what the Orders API, Slack and the bot do wrong; and the way back to the beginning. */

import { act } from "../connection.js";
import { arrange, freshId, make } from "../dom.js";
import { keepFocus } from "../focus.js";
import { ask } from "../workspace/confirm-dialog.js";
import { state, watch } from "../store.js";

const plain = (text) => ({ type: "plain_text", text });

/** Fill the pane. */
export function startFaults(pane) {
  const groups = make("div", { class: "switches" });
  const reset = make(
    "button",
    { type: "button", class: "button danger", on: { click: startAnew } },
    "Reset the workspace",
  );
  pane.append(
    make(
      "p",
      { class: "pane-note" },
      "Switch a fault on, then use the bot: it should keep every order and say what is wrong.",
    ),
    groups,
    make(
      "div",
      { class: "reset" },
      reset,
      make(
        "p",
        { class: "quiet-words" },
        "Forgets messages, orders and faults. The bot's own database stays.",
      ),
    ),
  );
  watch(["switches"], () => {
    const names = [...new Set(state.switches.map((each) => each.group))];
    keepFocus(groups, () =>
      arrange(groups, names, (name) => ({
        key: name,
        signature: name,
        draw: () => make("fieldset", {}, make("legend", {}, name), make("div")),
      })),
    );
    names.forEach((name, index) =>
      drawGroup(
        groups.children[index].lastChild,
        state.switches.filter((each) => each.group === name),
      ),
    );
  });
}

function drawGroup(root, switches) {
  keepFocus(root, () =>
    arrange(root, switches, (each) => ({
      key: each.key,
      signature: JSON.stringify(each),
      draw: () => row(each),
    })),
  );
}

function row({ key, label, hint, options, value, isOn }) {
  const id = freshId("switch");
  const named = { id, "data-action": key, "aria-describedby": hint ? `${id}-hint` : null };
  const set = (chosen) => act("switch", { key, value: chosen });
  const control = options.length
    ? make(
        "select",
        { ...named, on: { change: (event) => set(event.target.value) } },
        ...options.map((option) =>
          make("option", { value: option.value, selected: option.value === value }, option.label),
        ),
      )
    : make("input", {
        ...named,
        type: "checkbox",
        role: "switch",
        class: "switch",
        checked: value,
        on: { change: (event) => set(event.target.checked) },
      });
  return make(
    "div",
    { class: isOn ? "fault on" : "fault", "data-block": key },
    make(
      "div",
      { class: "fault-words" },
      make("label", { for: id }, label),
      hint && make("small", { id: `${id}-hint` }, hint),
    ),
    control,
  );
}

async function startAnew() {
  const isSure = await ask({
    title: plain("Reset the workspace?"),
    text: plain(
      "Messages, orders received and faults are forgotten. The bot's own database stays, with its drafts.",
    ),
    confirm: plain("Reset"),
    deny: plain("Keep"),
    style: "danger",
  });
  if (isSure) act("reset");
}
