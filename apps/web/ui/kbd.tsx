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
/** Keys whose names the style sheet gives, by machine and language. */
const MARKS: Record<string, string> = { $mod: "key-mod", Delete: "key-delete" };

/**
 * A key or keys, as they stand on the keyboard. The browser's own marks decide between Ctrl and ⌘ (globals.css), because the server
 * does not know the machine.
 *
 * @param keys in tinykeys' notation: `$mod+z`, `g i`
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
