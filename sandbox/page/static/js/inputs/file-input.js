/** The file input: files are really uploaded, to the local workspace, and shown with their names. */

import { make } from "../dom.js";
import { icon } from "../icons.js";
import { me } from "../store.js";

const MOST_BYTES = 10 * 1024 * 1024;

/** Drawer for `file_input`; see inputs.js. */
export function fileInput(field) {
  const { part, choose, id, described, isInvalid, label } = field;
  let files = field.initial ?? [];
  const list = make("ul", { class: "files" });
  const trouble = make("p", { class: "error", role: "alert", hidden: true });
  const chooser = make("input", {
    id,
    type: "file",
    class: "file-chooser",
    multiple: (part.max_files ?? 10) > 1,
    accept: part.filetypes?.map((type) => `.${type}`).join(","),
    "data-action": part.action_id,
    "aria-describedby": described,
    "aria-invalid": isInvalid ? "true" : null,
    on: { change: () => add([...chooser.files]) },
  });

  async function add(chosen) {
    const most = part.max_files ?? 10;
    const tooLarge = chosen.find((file) => file.size > MOST_BYTES);
    const isTooMany = files.length + chosen.length > most;
    trouble.hidden = !tooLarge && !isTooMany;
    trouble.textContent = tooLarge
      ? `${tooLarge.name} is larger than 10 MB. Choose a smaller file.`
      : `Up to ${most} ${most === 1 ? "file" : "files"}. Remove one first.`;
    if (!tooLarge && !isTooMany) files = [...files, ...(await Promise.all(chosen.map(upload)))];
    chooser.value = "";
    show();
    await choose(files);
  }

  async function remove(file) {
    files = files.filter((each) => each.id !== file.id);
    show();
    await choose(files);
    chooser.focus();
  }

  function show() {
    list.replaceChildren(...files.map((file) => fileRow(file, () => remove(file))));
  }

  show();
  const button = make("span", { class: "button", "aria-hidden": "true" }, icon("file"), "Add files");
  return make(
    "div",
    { class: "file-input", "aria-label": id ? null : label },
    list,
    make("div", { class: "file-drop" }, chooser, button),
    trouble,
  );
}

/** A file as name and size; with `remove`, a button that takes it away. */
function fileRow(file, remove) {
  const button = make(
    "button",
    {
      type: "button",
      class: "button quiet square",
      "aria-label": `Remove ${file.name}`,
      on: { click: remove },
    },
    icon("close"),
  );
  const isPicture = file.mimetype.startsWith("image/");
  const preview = isPicture
    ? make("img", { src: file.url_private, alt: "", class: "picture thumbnail" })
    : icon("file");
  return make("li", {}, preview, make("span", {}, file.name), make("small", {}, size(file.size)), button);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

async function upload(file) {
  const asked = new URLSearchParams({ name: file.name, as: me()?.id ?? "" });
  const answer = await fetch(`files?${asked}`, { method: "POST", body: file });
  return answer.json();
}
