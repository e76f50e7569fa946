// Times in the reader's zone and in words.

import { now } from "./clock.js";
import { el } from "./dom.js";

const full = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const units = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86400],
];

export function secondsUntil(time, at = now()) {
  return Math.max(0, Math.ceil((Date.parse(time) - at) / 1000));
}

export function dateWords(time) {
  return full.format(new Date(time));
}

/// "just now", "5 minutes ago", "yesterday"; after a week the date.
export function agoWords(time, at = now()) {
  const seconds = (at - Date.parse(time)) / 1000;
  if (seconds < 60) return "just now";
  if (seconds >= 7 * 86400) return dateWords(time);
  const [unit, size] = units.findLast(([, least]) => seconds >= least);
  const count = Math.floor(seconds / size);
  if (unit === "day" && count === 1) return "yesterday";
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

/// "40 seconds", "2 minutes", rounded up so that nobody comes too early.
export function waitWords(seconds) {
  if (seconds < 120) return `${seconds} second${seconds === 1 ? "" : "s"}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

export function timeEl(time) {
  return el("time", { datetime: time, title: dateWords(time) }, agoWords(time));
}
