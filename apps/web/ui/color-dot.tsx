/** A dot in the colour of a project or label. The shades are defined in globals.css. */
export function ColorDot({ color }: { color: string }) {
  return (
    <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: `var(--color-${color})` }} />
  );
}
