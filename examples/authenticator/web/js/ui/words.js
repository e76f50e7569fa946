// Every refusal in words: what happened, and why or what to do now.

const words = {
  malformed: ["The server didn't understand this app", "The app may be too old. Close it, open it again, and try once more."],
  clock_off: ["This phone's clock is off", "Set date and time to automatic in the phone's settings, then try again."],
  unknown_device: ["The server doesn't know this phone", "This account was removed or moved to another phone. Remove it here, and add it again in your browser if you need it."],
  counter_used: ["That was out of step with the server", "Try again; the app has caught up."],
  registration_over: ["This QR code can't be used any more", "Each code works once and for ten minutes. Start again in your browser for a new one."],
  already_registered: ["Another phone used this QR code", "If that wasn't your phone, cancel in your browser and start again there."],
  request_over: ["This request is over", "It expired or was withdrawn. Start again in your browser for a new one."],
  answered_already: ["This request has its answer", "It was answered before. There is nothing left to do."],
  wrong_number: ["That number didn't match", "This request is over: there is one try for each. Nobody was let in. Start again in your browser for a new number."],
  throttled: ["Too many tries for now", "Wait a little, then try again."],
  suspended: ["This sign-in method is suspended", "It can't approve anything until the service desk turns it on again."],
  unavailable: ["The server can't do that just now", "Wait a moment, then try again."],
  unreachable: ["The server can't be reached", "Check your connection, then try again. Codes work without one."],
  reply_unreadable: ["The server's reply can't be read", "The app may be too old, or something stands in between. Try again in a moment."],
  another_account: ["The server named another account than it showed", "Nothing was added. Start again in your browser, and tell the service desk if it happens again."],
  link_unreadable: ["That isn't a link for this app", "Use the QR code or link that your account's security page shows when you add an authenticator."],
  link_insecure: ["That link isn't safe to use", "It leads to a server without encryption. Only a server on this machine may have none."],
  too_many_accounts: ["This phone has 100 accounts", "Remove one that you don't need, then add this one."],
  storage_failed: ["This browser doesn't keep the app's data", "Leave private browsing or free some space, then open the app again."],
  unsafe_context: ["The app needs a safe connection", "Browsers make keys only for pages opened by https or on localhost. Open the app that way."],
  reader_missing: ["This copy of the app can't scan", "Its QR code reader isn't installed. Paste the link instead: it is under the code in your browser."],
  camera_insecure: ["The camera needs a safe connection", "Open the app by https or on localhost. You can also paste the link."],
  camera_missing: ["No camera was found", "Paste the link instead: it is under the code in your browser."],
  camera_denied: ["The camera isn't allowed", "Allow it for this app in the browser's or phone's settings, or paste the link instead."],
  camera_failed: ["The camera couldn't start", "Another app may be using it. Close that app and try again, or paste the link."],
  picture_unreadable: ["No QR code was found in that picture", "Take it again with the whole code in view, or paste the link."],
};

function duration(seconds) {
  if (seconds < 90) return `${seconds} seconds`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}

/** @param {{code?: string, retryAfter?: number}} refusal @returns {{title: string, detail: string}} */
export function inWords(refusal) {
  const [title, detail] = words[refusal.code] ?? words.unavailable;
  if (!refusal.retryAfter) return { title, detail };
  return { title, detail: `${detail} (In about ${duration(refusal.retryAfter)}.)` };
}

/** What an account's state means for its owner; null while there is nothing to say. */
export function stateInWords(account) {
  if (!account.registered) {
    return { title: "Not added yet", detail: "The server's reply was lost. Finish adding it, or remove it." };
  }
  const states = {
    suspended: { title: "Suspended", detail: words.suspended[1] },
    moved: { title: "Moved to another phone", detail: "This phone can't approve for it any more. Remove it here." },
    registration_dropped: { title: "Adding it wasn't finished", detail: "The browser gave up or time ran out. Remove it here, then start again there." },
    unknown_device: { title: "The server doesn't know this phone", detail: words.unknown_device[1] },
  };
  return states[account.state] ?? null;
}

/** Whether there is nothing left to do with the account but to remove it. */
export function isGone(account) {
  return ["moved", "registration_dropped", "unknown_device"].includes(account.state);
}
