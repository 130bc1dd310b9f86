/** The dialog that asks before something is done: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */

import { make } from "../dom.js";
import { textNodes } from "../blocks/mrkdwn.js";

const dialog = document.getElementById("question");

/** Ask, and give whether the answer is yes. Escape means no. */
export function ask({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const answer = (isYes) => () => {
      dialog.close();
      resolve(isYes);
    };
    dialog.replaceChildren(
      make("h2", { id: "question-title" }, textNodes(title)),
      make("p", { id: "question-text" }, textNodes(text)),
      make(
        "div",
        { class: "buttons" },
        make("button", { type: "button", class: "button", on: { click: answer(false) } }, textNodes(deny)),
        make(
          "button",
          { type: "button", class: `button ${style ?? "primary"}`, on: { click: answer(true) } },
          textNodes(confirm),
        ),
      ),
    );
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}
