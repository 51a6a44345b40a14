/** The colour of a project or a label, as a dot; the shades are in globals.css, by the name of the colour. */
export function ColorDot({ color }: { color: string }) {
  return (
    <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: `var(--color-${color})` }} />
  );
}
