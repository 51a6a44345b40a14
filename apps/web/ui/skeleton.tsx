/**
 * Stands where rows will be. It shows only after a moment (globals.css), so that what comes at once does not flicker.
 *
 * @param rows as many as are likely to come, so that nothing jumps
 */
export function Skeleton({ label, rows = 5 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label} className="skeleton flex flex-col">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-11 items-center gap-3 px-2">
          <span className="size-4.5 rounded-full bg-hover" />
          <span className="h-3 rounded bg-hover" style={{ width: `${30 + ((index * 37) % 45)}%` }} />
        </div>
      ))}
    </div>
  );
}
