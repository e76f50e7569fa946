// The switch between light and dark. Without a choice the system decides.

import { fill } from "../core/dom.js";
import { button } from "./button.js";
import { icon } from "./icon.js";
import { announce } from "./say.js";

export function themeSwitch() {
  const node = button("", { kind: "plain icon-only" });
  const draw = () => {
    const other = isDark() ? "light" : "dark";
    fill(node, icon(other));
    node.setAttribute("aria-label", `Use the ${other} theme`);
    node.title = `Use the ${other} theme`;
  };
  node.addEventListener("click", () => {
    choose(isDark() ? "light" : "dark");
    draw();
    announce(isDark() ? "Dark theme" : "Light theme");
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
  return node;
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function choose(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Then it lasts as long as the page.
  }
}
