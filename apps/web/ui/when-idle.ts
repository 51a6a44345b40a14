/** How long to wait for an idle period, in milliseconds. A busy page may never be idle. */
const MAX_WAIT_MS = 2_000;

/**
 * Calls a function when the browser is idle after the page has loaded, at the latest two seconds after that.
 *
 * @returns a function that cancels the call
 */
export function whenIdle(act: () => void): () => void {
  let isWanted = true;
  const run = () => {
    if (isWanted) act();
  };
  const wait = () => {
    // Safari has no idle callbacks.
    if (typeof window.requestIdleCallback === "function") window.requestIdleCallback(run, { timeout: MAX_WAIT_MS });
    else setTimeout(run, MAX_WAIT_MS / 2);
  };
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
  return () => {
    isWanted = false;
  };
}
