// A registration in progress, remembered in this tab, so that a reload takes it up where it was.

const name = "registration";

export function remember(kind, id) {
  try {
    sessionStorage.setItem(name, JSON.stringify({ kind, id }));
  } catch {
    // Then a reload begins anew.
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing was remembered.
  }
}

/// { kind, id } or nothing.
export function remembered() {
  try {
    const { kind, id } = JSON.parse(sessionStorage.getItem(name)) ?? {};
    return /^[0-9a-f]+$/i.test(id) ? { kind, id } : undefined;
  } catch {
    return undefined;
  }
}
