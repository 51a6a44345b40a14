/** How long after the end of a drag a click still belongs to it, in milliseconds. */
const CLICK_MS = 50;

/**
 * Says on the page that something is being dragged, and keeps from it what is only a part of that: the click at the end, and the
 * repetition of the key that lifted.
 *
 * @returns how to end
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
