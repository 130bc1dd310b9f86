/** The page's own icons, drawn on a grid of 20 by 20. */

const PATHS = {
  home: "M3.5 8.8 10 3.5l6.5 5.3V15a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15zM8 16.5v-4.5h4v4.5",
  chat: "M4 4.5h12A1.5 1.5 0 0 1 17.5 6v6.5A1.5 1.5 0 0 1 16 14H9.5L6 17v-3H4a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 4 4.5z",
  hash: "M7.5 3.5 6 16.5M14 3.5l-1.5 13M3.5 7.5h13.2M3.2 12.5h13.2",
  tools: "M4 6h7M15 6h1M4 14h1M9 14h7M11 6a2 2 0 1 0 4 0 2 2 0 0 0-4 0M5 14a2 2 0 1 0 4 0 2 2 0 0 0-4 0",
  calendar: "M4 5.5h12V16H4zM4 8.5h12M7 3.5v3M13 3.5v3",
  close: "m5 5 10 10M15 5 5 15",
  back: "M12 4.5 6.5 10l5.5 5.5",
  down: "m5.5 8 4.5 4.5L14.5 8",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  send: "M3.5 4.5 17 10 3.5 15.5 5.5 10zM5.5 10H11",
  bolt: "M11 2.5 4.5 11H9.5l-.5 6.5L15.5 9H10.5z",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  moon: "M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3z",
  reply: "M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13.2 13.2l3.3 3.3",
  file: "M5.5 2.5h6l4 4v9a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM11 2.8V7h4.2",
  warning: "M10 3.5 17.5 16h-15zM10 8v4M10 14.2h.01",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l2.9-2.9a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-2.9 2.9a3 3 0 0 0 4.2 4.2l1-1",
  bullets: "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M4 5.5h.01M4 10h.01M4 14.5h.01",
  numbers: "M9 5.5h7.5M9 10h7.5M9 14.5h7.5M3.5 4.5l1-.5v3.5M3.2 12.3a1.1 1.1 0 1 1 1.9.8l-1.9 2.2h2.2",
  code: "m7 6-4 4 4 4M13 6l4 4-4 4",
};

/** An icon by name; decoration, so screen readers pass it by. */
export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  if (name === "more") path.setAttribute("stroke-width", "2.8");
  drawing.append(path);
  return drawing;
}
