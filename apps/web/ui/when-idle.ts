/** Maximum time to wait for an idle period, in milliseconds. A busy page may never be idle. */
const MAX_WAIT_MS = 2_000;

/**
 * Calls a function once the page has loaded and the browser is idle, but no later than two seconds after the load.
 *
 * @returns a function that cancels the call
 */
export function whenIdle(act: () => void): () => void {
  let isWanted = true;
  const run = () => {
    if (isWanted) act();
  };
  const wait = () => {
    // Safari does not support idle callbacks.
    if (typeof window.requestIdleCallback === "function") window.requestIdleCallback(run, { timeout: MAX_WAIT_MS });
    else setTimeout(run, MAX_WAIT_MS / 2);
  };
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
  return () => {
    isWanted = false;
  };
}
