// Where the accounts are kept: IndexedDB, which keeps keys that no script can read as they are.

const name = "counterfoil-authenticator";
const table = "accounts";

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

let opened = null;

function open() {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: "id" });
  return settled(request);
}

async function change(what) {
  opened ??= open();
  const transaction = (await opened).transaction(table, "readwrite", { durability: "strict" });
  what(transaction.objectStore(table));
  await committed(transaction);
}

/** @returns {Promise<object[]>} the oldest first */
export async function readAll() {
  opened ??= open();
  const transaction = (await opened).transaction(table);
  const found = await settled(transaction.objectStore(table).getAll());
  return found.sort((a, b) => a.added.localeCompare(b.added));
}

export function put(account) {
  return change((accounts) => accounts.put(account));
}

export function remove(id) {
  return change((accounts) => accounts.delete(id));
}
