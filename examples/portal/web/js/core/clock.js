// The server's time: a clock of this device that is wrong must not end a countdown early.

const tolerance = 3000;
let ahead = 0;

export function noteServerTime(date) {
  const served = Date.parse(date ?? "");
  if (Number.isNaN(served)) return;
  const difference = served - Date.now();
  ahead = Math.abs(difference) > tolerance ? difference : 0;
}

export function now() {
  return Date.now() + ahead;
}
