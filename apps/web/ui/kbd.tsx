const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Shift: "⇧",
  Enter: "↵",
  Escape: "Esc",
  Space: "Space",
};

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
              {key === "$mod" ? <span className="key-mod" /> : (NAMES[key] ?? key.toUpperCase())}
            </span>
          ))}
        </span>
      ))}
    </kbd>
  );
}
