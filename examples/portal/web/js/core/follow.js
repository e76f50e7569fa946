// Follows something on the server: events as they come, or asking every two seconds where there are none.

import { get, streamOf } from "./api.js";

const pause = 2000;

/// Calls `onData` at once and at each change, until it returns true ("final") or the returned function is called.
/// `onEnd(problem)` tells that there is nothing to follow any more.
export function follow(path, { event, onData, onEnd = () => {} }) {
  let stopped = false;
  let timer;
  const source = streamOf(`${path}/events`);

  const stop = () => {
    stopped = true;
    source.close();
    clearTimeout(timer);
  };
  const take = (data) => {
    if (!stopped && onData(data)) stop();
  };
  const poll = async () => {
    try {
      take(await get(path));
    } catch (problem) {
      if (problem.code !== "unreachable" && problem.code !== "unavailable") {
        stop();
        onEnd(problem);
      }
    }
    if (!stopped) timer = setTimeout(poll, pause);
  };

  source.addEventListener(event, (message) => take(JSON.parse(message.data)));
  source.addEventListener("error", () => {
    if (stopped || source.readyState !== EventSource.CLOSED) return;
    poll();
  });
  return stop;
}
