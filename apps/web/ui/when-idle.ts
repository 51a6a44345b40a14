/** How long a page that never becomes idle may delay what waits for it, in milliseconds. */
const MAX_WAIT_MS = 2_000;

/**
 * Does something when the page has loaded and the browser has nothing better to do, or after two seconds: a busy page may never be
 * idle.
 *
 * @returns how to let it be
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
