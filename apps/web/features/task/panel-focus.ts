/** A field of a task's panel that other components can focus. */
type PanelField = { taskId: string; field: "title" | "comment" };

const keyOf = ({ taskId, field }: PanelField) => `${taskId} ${field}`;

const shown = new Map<string, () => void>();
let wanted: string | null = null;

/** Focuses a field of a task's panel, either immediately or once the panel is shown. */
export function focusInPanel(place: PanelField): void {
  wanted = keyOf(place);
  shown.get(wanted)?.();
}

/** Registers a function that focuses a field of a task's panel. Returns a function that unregisters it. */
export function registerPanelField(place: PanelField, focus: () => void): () => void {
  const key = keyOf(place);
  const take = () => {
    wanted = null;
    focus();
  };
  shown.set(key, take);
  if (wanted === key) take();
  return () => {
    if (shown.get(key) === take) shown.delete(key);
  };
}
