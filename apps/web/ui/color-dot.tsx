/** A dot in the colour of a project or label. globals.css defines the shade of each colour name. */
export function ColorDot({ color }: { color: string }) {
  return (
    <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: `var(--color-${color})` }} />
  );
}
