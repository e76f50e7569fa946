// The service worker, by which the app opens without a network.

const address = "/service-worker.js";

/** Trusted Types: the one place of this app that makes an address of a script. */
function trustedAddress() {
  if (!globalThis.trustedTypes) return address;
  const policy = globalThis.trustedTypes.createPolicy("counterfoil", {
    createScriptURL(url) {
      if (url !== address) throw new TypeError("not this app's service worker");
      return url;
    },
  });
  return policy.createScriptURL(address);
}

/** Without it the app works as long as there is a network. */
export async function workOffline() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(trustedAddress(), { scope: "/" });
  } catch (error) {
    console.warn("The app will not open offline:", error.message);
  }
}
