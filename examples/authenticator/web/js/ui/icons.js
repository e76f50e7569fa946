// Icons of 24 px strokes, drawn for this project. They say nothing that words beside them do not.

const namespace = "http://www.w3.org/2000/svg";

const paths = {
  add: "M12 5v14M5 12h14",
  back: "M19 12H5M11 6l-6 6 6 6",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 10.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 2",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  erase: "M9 6h11v12H9l-5-6zM12 9.5l5 5M17 9.5l-5 5",
  globe: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M4 12h16M12 4c-5 5-5 11 0 16 5-5 5-11 0-16",
  grid: "M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z",
  key: "M8 10a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11 11.2L18.5 4M15.5 7l3 3",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  more: "M5 11.6h.8v.8H5zM11.6 11.6h.8v.8h-.8zM18.2 11.6h.8v.8h-.8z",
  move: "M4 4h9v16H4zM8 17h1M16 12h5M18.5 9l3 3-3 3",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20c1-8 14-8 15 0",
  place: "M12 21c-9-9-7-17 0-17s9 8 0 17M12 8a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-2 4 3M15.5 8.5h.01",
  refresh: "M19 8a8 8 0 1 0 1 5M20 4v4.5h-4.5",
  remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  shield: "M12 3.5l7 2.5v6c0 4-3 7-7 8.5C8 19 5 16 5 12V6zM9 12l2.2 2.2L15.5 10",
  stop: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M8 8l8 8",
  share: "M12 15V4M8 7.5L12 3.5l4 4M7 11H5v9h14v-9h-2",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.2v.1",
  window: "M3.5 5h17v14h-17zM3.5 9h17M6.5 7h.01",
};

/** @param {string} size  a class: "large" */
export function icon(name, size = "") {
  const drawing = document.createElementNS(namespace, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon ${size}`.trim());
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", paths[name]);
  drawing.append(path);
  return drawing;
}
