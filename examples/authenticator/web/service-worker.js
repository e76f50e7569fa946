// Opens the app without a network. With one, what the server has is shown and kept: the app is never older than it.
"use strict";

const name = "counterfoil-authenticator-1";
const patience = 2500;

/** Every file of the app; tests/authenticator_web compares the list with what is there. */
const files = [
  "/",
  "/css/base.css",
  "/css/parts.css",
  "/css/screens.css",
  "/css/tokens.css",
  "/icons/icon-192.png",
  "/icons/icon-512.png",
  "/icons/icon-maskable-512.png",
  "/icons/icon.svg",
  "/js/keep/accounts.js",
  "/js/keep/offline.js",
  "/js/keep/platform.js",
  "/js/keep/requests.js",
  "/js/keep/scanner.js",
  "/js/keep/store.js",
  "/js/main.js",
  "/js/phone.js",
  "/js/protocol/base64url.js",
  "/js/protocol/display_text.js",
  "/js/protocol/endpoint.js",
  "/js/protocol/exchange.js",
  "/js/protocol/jws.js",
  "/js/protocol/keys.js",
  "/js/protocol/link.js",
  "/js/protocol/push_request.js",
  "/js/protocol/refused.js",
  "/js/protocol/reply.js",
  "/js/protocol/totp.js",
  "/js/screens/account.js",
  "/js/screens/account_card.js",
  "/js/screens/accounts.js",
  "/js/screens/add.js",
  "/js/screens/added.js",
  "/js/screens/consent.js",
  "/js/screens/footer.js",
  "/js/screens/install_guide.js",
  "/js/screens/move.js",
  "/js/screens/number_pad.js",
  "/js/screens/outcome.js",
  "/js/screens/request.js",
  "/js/screens/request_facts.js",
  "/js/screens/scan.js",
  "/js/screens/trouble.js",
  "/js/theme.js",
  "/js/ui/confirm.js",
  "/js/ui/dom.js",
  "/js/ui/heading.js",
  "/js/ui/icons.js",
  "/js/ui/notice.js",
  "/js/ui/qr_picture.js",
  "/js/ui/ring.js",
  "/js/ui/router.js",
  "/js/ui/words.js",
  "/manifest.webmanifest",
];
/** From npm, and not in every build. */
const vendored = ["/vendor/jsqr.js", "/vendor/qrcode.js"];

async function keepAll() {
  const cache = await caches.open(name);
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
  await Promise.all(vendored.map((file) => cache.add(file).catch(() => {})));
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((one) => one !== name).map((one) => caches.delete(one)));
}

/** The server's answer, kept for later; what was kept when none comes in time. */
async function answer(request) {
  const cache = await caches.open(name);
  const kept = await cache.match(request.mode === "navigate" ? "/" : request, { ignoreSearch: true });
  const fetched = fetch(new URL(request.url).pathname, { cache: "no-cache" }).then((response) => {
    if (response.ok && !response.redirected) cache.put(request.mode === "navigate" ? "/" : request, response.clone());
    return response;
  });
  if (!kept) return fetched;
  const late = new Promise((resolve) => setTimeout(resolve, patience, kept));
  return Promise.race([fetched.catch(() => kept), late]);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname !== "/") return;
  event.respondWith(answer(request));
});
