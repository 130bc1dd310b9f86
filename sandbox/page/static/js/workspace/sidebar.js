/** The sidebar: who one acts as, the app, and the channels, with what is unread. */

import { act } from "../connection.js";
import { arrange, make } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../inputs/menu.js";
import { avatar } from "./people.js";
import { go } from "./navigation.js";
import { me, state, watch } from "../store.js";
import { themeButton } from "./theme.js";

const LANGUAGES = { "nb-NO": "Norwegian", "en-US": "English (US)", "en-GB": "English (UK)" };

const root = document.getElementById("sidebar");
const who = make("div", { class: "who" });
const app = make("ul", { class: "places" });
const channels = make("ul", { class: "places" });

/** Draw it whenever it changes. */
export function startSidebar() {
  root.append(
    make(
      "div",
      { class: "brand" },
      make("img", { src: "icon.svg", alt: "", class: "sign" }),
      make("h1", {}, "Local workspace"),
      themeButton(),
    ),
    who,
    make("h2", { class: "places-head" }, "Order Desk"),
    app,
    make("h2", { class: "places-head" }, "Channels"),
    channels,
  );
  watch(["workspace", "unread", "place"], draw);
}

function draw() {
  if (!me()) return;
  drawWho();
  const direct = state.workspace.channels.filter((each) => each.isDirect);
  arrange(
    app,
    [
      { id: "home", label: "Home", picture: "home" },
      ...direct.map((each) => ({ id: each.id, label: "Messages", picture: "chat" })),
    ],
    row,
  );
  const rest = state.workspace.channels.filter((each) => !each.isDirect);
  arrange(
    channels,
    rest.map((each) => ({ id: each.id, label: each.name, picture: "hash" })),
    row,
  );
}

function row({ id, label, picture }) {
  const unread = state.unread.channels[id] ?? 0;
  const isHere = state.place === id;
  return {
    key: id,
    signature: JSON.stringify([label, unread, isHere, state.workspace.me]),
    draw: () =>
      make(
        "li",
        {},
        make(
          "button",
          {
            type: "button",
            class: unread && !isHere ? "place unread" : "place",
            "aria-current": isHere ? "page" : null,
            on: { click: () => go(id) },
          },
          icon(picture),
          make("span", { class: "place-name" }, label),
          unread && !isHere
            ? make("span", { class: "badge" }, String(unread), make("span", { class: "unseen" }, " unread"))
            : null,
        ),
      ),
  };
}

function drawWho() {
  const others = state.workspace.people.filter((each) => !each.isBot && each.id !== state.workspace.me);
  const waiting = others.reduce((sum, each) => sum + (state.unread.people[each.id] ?? 0), 0);
  arrange(who, [me()], (person) => ({
    key: "who",
    signature: JSON.stringify([person, waiting]),
    draw: () => {
      const opener = make(
        "button",
        {
          type: "button",
          class: "who-button",
          "aria-haspopup": "menu",
          on: { click: () => openPeople(opener) },
        },
        avatar(person.id),
        make(
          "span",
          { class: "who-words" },
          make("small", {}, "Acting as"),
          make("strong", {}, person.realName),
        ),
        waiting
          ? make(
              "span",
              { class: "badge" },
              String(waiting),
              make("span", { class: "unseen" }, " unread for others"),
            )
          : null,
        icon("down"),
      );
      return make("div", {}, opener);
    },
  }));
}

function openPeople(opener) {
  const people = state.workspace.people.filter((each) => !each.isBot);
  openMenu(
    opener,
    people.map((each) => ({
      label: each.realName,
      description: `${LANGUAGES[each.locale] ?? each.locale} · ${each.tz.split("/").at(-1).replace("_", " ")}`,
      picture: avatar(each.id),
      isChosen: each.id === state.workspace.me,
      badge: each.id === state.workspace.me ? 0 : state.unread.people[each.id],
      choose: () => become(each),
    })),
  );
}

/** Act as someone else from now on; their direct message stands for one's own. */
async function become(person) {
  const wasDirect = state.workspace.channels.find((each) => each.id === state.place)?.isDirect;
  await act("as", { person: person.id });
  go(wasDirect ? person.direct : state.place, { person: person.name, staysOnPart: true });
}
