/** Time after the end of a drag during which a click still counts as part of it, in milliseconds. */
const CLICK_MS = 50;

/**
 * Marks the page as dragging and suppresses events that are part of the drag: the click at its end, and repeats of the
 * key that started it.
 *
 * @returns a function that ends the drag
 */
export function beginDragging(): () => void {
  const stop = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const stopRepeated = (event: KeyboardEvent) => {
    if (event.repeat && event.code === "Space") stop(event);
  };
  document.documentElement.dataset["dragging"] = "";
  window.addEventListener("click", stop, { capture: true });
  window.addEventListener("keydown", stopRepeated, { capture: true });
  return () => {
    delete document.documentElement.dataset["dragging"];
    window.removeEventListener("keydown", stopRepeated, { capture: true });
    setTimeout(() => window.removeEventListener("click", stop, { capture: true }), CLICK_MS);
  };
}
