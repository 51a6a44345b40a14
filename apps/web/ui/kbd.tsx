const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Shift: "⇧",
  Enter: "↵",
  Escape: "Esc",
  Alt: "Alt",
  Space: "Space",
};
/** CSS classes of keys whose names depend on device and language and are therefore set by the style sheet. */
const MARKS: Record<string, string> = { $mod: "key-mod", Delete: "key-delete" };

/**
 * Shows one or more keys as they are labelled on the keyboard. CSS chooses between Ctrl and ⌘ (globals.css), because
 * the server does not know the device.
 *
 * @param keys in tinykeys notation, e.g. `$mod+z` or `g i`
 */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="inline-flex shrink-0 items-center gap-1 font-sans text-xs text-muted" aria-hidden>
      {keys.split(" ").map((press) => (
        <span key={press} className="inline-flex gap-0.5">
          {press.split("+").map((key) => (
            <span key={key} className="min-w-5 rounded border border-line px-1 text-center">
              {MARKS[key] ? (
                <span className={MARKS[key]} />
              ) : (
                (NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))
              )}
            </span>
          ))}
        </span>
      ))}
    </kbd>
  );
}
