/**
 * Does something when the page has loaded and the browser has nothing better to do.
 *
 * @returns how to let it be
 */
export function whenIdle(act: () => void): () => void {
  let isWanted = true;
  const run = () => {
    if (isWanted) act();
  };
  // Safari has no idle callbacks.
  const wait = () => (window.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 1_000)))(run);
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
  return () => {
    isWanted = false;
  };
}
