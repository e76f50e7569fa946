// What this device and its browser can do.

/** An iPhone or iPad; the latter says that it is a Mac. */
export function isIos() {
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
}

export function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
}

/** On iOS a tab's storage is another one than the installed app's, and is removed after a week without use. */
export function mustInstallFirst() {
  return isIos() && !isInstalled();
}

/** Asks the browser to keep the accounts when space is short. @returns {Promise<boolean>} whether it will */
export async function askToPersist() {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

/** What the person will read in the browser, until they call it something else. */
export function deviceName() {
  const agent = navigator.userAgent;
  if (/iPhone|iPod/.test(agent)) return "iPhone";
  if (isIos()) return "iPad";
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? "Android phone" : "Android tablet";
  const system = /Windows/.test(agent) ? "Windows" : /Mac OS X/.test(agent) ? "Mac" : /CrOS/.test(agent) ? "Chromebook" : "Linux";
  const browser = /Firefox/.test(agent) ? "Firefox" : /Edg\//.test(agent) ? "Edge" : /Chrome/.test(agent) ? "Chrome" : "Browser";
  return `${browser} on ${system}`;
}

let installPrompt = null;

/** Keeps the browser's offer to install the app until the person asks for it. */
export function watchForInstallation(changed) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installPrompt = event;
    changed();
  });
  addEventListener("appinstalled", () => {
    installPrompt = null;
    changed();
  });
}

export function canInstall() {
  return installPrompt !== null && !isInstalled();
}

export async function install() {
  await installPrompt?.prompt();
  installPrompt = null;
}
