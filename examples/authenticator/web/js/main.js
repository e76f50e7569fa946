// The app begins here: what is kept is read, the inboxes are asked, and a link in the address is taken.

import { accounts } from "./keep/accounts.js";
import { workOffline } from "./keep/offline.js";
import { mustInstallFirst, watchForInstallation } from "./keep/platform.js";
import { requests } from "./keep/requests.js";
import { linkInAddress, readLink } from "./protocol/link.js";
import { accountScreen } from "./screens/account.js";
import { accountsScreen } from "./screens/accounts.js";
import { addScreen } from "./screens/add.js";
import { addedScreen } from "./screens/added.js";
import { consentScreen } from "./screens/consent.js";
import { moveScreen } from "./screens/move.js";
import { outcomeScreen } from "./screens/outcome.js";
import { requestScreen } from "./screens/request.js";
import { scanScreen } from "./screens/scan.js";
import { troubleScreen } from "./screens/trouble.js";
import { cover, define, go, goHome, shownScreen, start } from "./ui/router.js";

/** Screens that a request does not take the place of: there an answer is being given. */
const undisturbed = ["request", "outcome", "consent", "trouble"];

function showRequest() {
  if (undisturbed.includes(shownScreen()) || document.querySelector("dialog[open]")) return;
  const next = requests.waiting().find((one) => !one.later);
  if (next) cover("request", next);
}

/** The code does not stay in the address, where it could be seen, copied or gone back to. */
function takeLink(hash) {
  const text = linkInAddress(hash);
  if (text === null) return;
  if (mustInstallFirst()) return go("add", { text });
  try {
    go("consent", { link: readLink(text) });
  } catch (refused) {
    go("trouble", { refused });
  }
}

function defineScreens() {
  define("accounts", accountsScreen);
  define("account", accountScreen);
  define("add", addScreen);
  define("added", addedScreen);
  define("consent", consentScreen);
  define("move", moveScreen);
  define("outcome", outcomeScreen);
  define("request", requestScreen);
  define("scan", scanScreen);
  define("trouble", troubleScreen);
}

async function begin() {
  const { hash } = location;
  defineScreens();
  start();
  if (!globalThis.crypto?.subtle) return go("trouble", { refused: { code: "unsafe_context" } });
  try {
    await accounts.load();
  } catch (refused) {
    return go("trouble", { refused });
  }
  goHome();
  takeLink(hash);
  requests.addEventListener("change", showRequest);
  addEventListener("hashchange", () => {
    const opened = location.hash;
    history.replaceState(history.state, "", location.pathname);
    takeLink(opened);
  });
  watchForInstallation(() => shownScreen() === "accounts" && goHome());
  await Promise.all([requests.start(), workOffline()]);
}

begin();
