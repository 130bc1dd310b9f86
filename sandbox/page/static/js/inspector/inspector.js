/** The inspector: each request between Slack, the bot and the Orders API, with its answer, newest first. */

import { act } from "../connection.js";
import { arrange, make } from "../dom.js";
import { person, state, watch } from "../store.js";

const SIGNS = { "Slack bot": "slack-bot", "bot Slack": "bot-slack", "bot Orders API": "bot-orders" };

let found = null;

/** Fill the pane. */
export function startInspector(pane) {
  const search = make("input", {
    type: "search",
    class: "text-input",
    placeholder: "Search requests and answers",
    "aria-label": "Search requests and answers",
  });
  const list = make("ol", { class: "log", tabindex: "0", "aria-label": "Requests and answers" });
  const empty = make("p", { class: "pane-note" });
  const draw = () => {
    const shown = state.log.filter((line) => !found || found.has(line.number)).reverse();
    empty.hidden = shown.length > 0;
    empty.textContent = found
      ? "Nothing mentions that."
      : "Every request between Slack, the bot and the Orders API shows up here.";
    arrange(list, shown, (line) => ({
      key: `line-${line.number}`,
      signature: JSON.stringify(line),
      draw: () => row(line),
    }));
  };
  const look = async () => {
    const words = search.value.trim();
    found = words ? new Set((await act("find", { words })).numbers) : null;
    draw();
  };
  search.addEventListener("input", look);
  watch(["log"], () => (search.value.trim() ? look() : draw()));
  pane.append(make("div", { class: "pane-tools" }, search), empty, list);
  draw();
}

function row(line) {
  const seconds = new Date(line.at * 1000).toLocaleTimeString("en-GB");
  const details = make("details", { class: `line ${line.outcome}` });
  details.append(
    make(
      "summary",
      {},
      make("span", { class: `route ${SIGNS[`${line.from} ${line.to}`]}` }, `${line.from} → ${line.to}`),
      make("span", { class: "line-name" }, line.name),
      make("span", { class: "line-outcome" }, outcome(line)),
      make("span", { class: "line-when" }, [seconds, person(line.person)?.name].filter(Boolean).join(" · ")),
      line.problem && make("span", { class: "line-problem" }, line.problem),
    ),
  );
  details.addEventListener("toggle", () => details.open && unfold(details, line), { once: true });
  return make("li", {}, details);
}

function outcome(line) {
  if (line.outcome === "waiting") return "waiting…";
  if (line.outcome === "refused") return "refused";
  const status = line.status === "200" && line.outcome === "failed" ? "error" : line.status;
  return [status, line.milliseconds === undefined ? "" : `${line.milliseconds} ms`]
    .filter(Boolean)
    .join(" · ");
}

async function unfold(details, line) {
  const { request, answer } = await act("inspect", { number: line.number });
  details.append(part("Request", request), part("Answer", answer));
}

function part(title, content) {
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  return make(
    "div",
    { class: "part" },
    make("h4", {}, title),
    make("pre", { tabindex: "0" }, text || "(empty)"),
  );
}
