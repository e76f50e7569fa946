// Light or dark as the person chose, before anything is drawn. Not a module: those run later.
"use strict";

(() => {
  const key = "counterfoil-theme";
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  const read = () => {
    try {
      return localStorage.getItem(key) ?? "system";
    } catch {
      return "system";
    }
  };
  apply(read());
  globalThis.counterfoilTheme = {
    get: read,
    set(theme) {
      apply(theme);
      try {
        localStorage.setItem(key, theme);
      } catch {
        // It holds until the app is closed.
      }
    },
  };
})();
