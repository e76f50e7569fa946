// Which screen is shown. A screen is a function of its parameters that gives {title, node, focus?, leave?}; going back
// works as everywhere. The parameters may hold a code, so they stay in memory and out of the browser's history.

const screens = new Map();
const routes = new Map();
const home = { name: "accounts", parameters: {} };

let shown = null;
let overlay = null;
let entries = 0;

export function define(name, make) {
  screens.set(name, make);
}

function show({ name, parameters }) {
  shown?.leave?.();
  shown = { name, ...screens.get(name)(parameters) };
  document.title = `${shown.title} – Authenticator`;
  const main = document.getElementById("main");
  main.replaceChildren(shown.node);
  main.className = `screen-${name}`;
  scrollTo(0, 0);
  (shown.focus ?? main.querySelector("h1"))?.focus({ preventScroll: true });
}

function showPlace() {
  show(overlay ?? routes.get(history.state?.entry) ?? home);
}

/** Goes to a screen; going back comes back here. */
export function go(name, parameters = {}) {
  routes.set(++entries, { name, parameters });
  history.pushState({ entry: entries, depth: (history.state?.depth ?? 0) + 1 }, "");
  showPlace();
}

/** Goes to a screen in the place of this one. */
export function replace(name, parameters = {}) {
  routes.set(++entries, { name, parameters });
  history.replaceState({ entry: entries, depth: history.state?.depth ?? 0 }, "");
  showPlace();
}

export function back() {
  if (history.state?.depth > 0) history.back();
  else showPlace();
}

/** Back to the accounts, with nothing to go back to. */
export function goHome() {
  if (history.state?.depth > 0) history.go(-history.state.depth);
  else showPlace();
}

/** Shows a screen above the others until lift(). */
export function cover(name, parameters = {}) {
  overlay = { name, parameters };
  show(overlay);
}

/** @param {boolean} home  back to the accounts, wherever it was */
export function lift(home = false) {
  overlay = null;
  if (home) goHome();
  else showPlace();
}

export function shownScreen() {
  return shown?.name;
}

export function start() {
  addEventListener("popstate", () => {
    if (!overlay) showPlace();
  });
  history.replaceState({ depth: 0 }, "", location.pathname);
  showPlace();
}
