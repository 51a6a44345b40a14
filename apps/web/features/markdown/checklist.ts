/** An item of a checklist: markers of quotes and lists, then its box. */
const BOX = /^(\s*(?:>\s*)*(?:(?:[-*+]|\d{1,9}[.)])\s+)+)\[([ xX])\]/;

/**
 * A Markdown text with the box on one line ticked, or no longer ticked. Without a box there the text stays as it is.
 *
 * @param line counted from 1
 */
export function withToggledBox(text: string, line: number): string {
  const lines = text.split("\n");
  const toggled = lines[line - 1]?.replace(BOX, (_, markers: string, box: string) =>
    box === " " ? `${markers}[x]` : `${markers}[ ]`,
  );
  return toggled === undefined ? text : lines.with(line - 1, toggled).join("\n");
}
