/** Matches a checklist item: the markers of quotes and lists, then the checkbox. */
const CHECKLIST_ITEM = /^(\s*(?:>\s*)*(?:(?:[-*+]|\d{1,9}[.)])\s+)+)\[([ xX])\]/;

/**
 * Toggles the checkbox on one line of Markdown text. Returns the text unchanged if the line has no checkbox.
 *
 * @param line 1-based line number
 */
export function toggleCheckbox(text: string, line: number): string {
  const lines = text.split("\n");
  const toggled = lines[line - 1]?.replace(CHECKLIST_ITEM, (_, markers: string, box: string) =>
    box === " " ? `${markers}[x]` : `${markers}[ ]`,
  );
  return toggled === undefined ? text : lines.with(line - 1, toggled).join("\n");
}
