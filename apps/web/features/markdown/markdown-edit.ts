/** Text with its selection. */
export type TextSelection = { text: string; start: number; end: number };

/** A text replacement, and the selection after it. */
export type Edit = { from: number; to: number; insert: string; start: number; end: number };

const MARKS = { bold: "**", italic: "_" } as const;

/** The formatting shortcuts, pressed with Ctrl or ⌘. */
export const MARKDOWN_KEYS = { b: "bold", i: "italic", k: "link" } as const;

/**
 * Toggles bold or italic marks around the selection, or turns it into a link. In a new link, the cursor is placed in
 * the URL, or in the link text if that is empty.
 */
export function markEdit({ text, start, end }: TextSelection, kind: "bold" | "italic" | "link"): Edit {
  const chosen = text.slice(start, end);
  if (kind === "link") {
    const insert = `[${chosen}]()`;
    const at = start + (chosen === "" ? 1 : insert.length - 1);
    return { from: start, to: end, insert, start: at, end: at };
  }
  const mark = MARKS[kind];
  const { length } = mark;
  if (text.slice(start - length, start) === mark && text.slice(end, end + length) === mark)
    return { from: start - length, to: end + length, insert: chosen, start: start - length, end: end - length };
  return { from: start, to: end, insert: mark + chosen + mark, start: start + length, end: end + length };
}

const ITEM =
  /^(?<indent>\s*)(?<marker>[-*+]|(?<number>\d{1,9})(?<dot>[.)]))(?<space>\s+)(?<box>\[[ xX]\]\s+)?(?<words>.*)$/;

/**
 * Returns the edit for Enter within a list: it inserts the marker of the next item, or ends the list if the current
 * item is empty. Returns null if Enter inserts a plain line break.
 */
export function enterEdit({ text, start, end }: TextSelection): Edit | null {
  if (start !== end) return null;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const item = ITEM.exec(text.slice(from, start))?.groups;
  if (!item) return null;
  const { indent = "", marker = "", number, dot = "", space = "", box, words } = item;
  if (words === "") return { from, to: start, insert: "", start: from, end: from };
  const next = number === undefined ? marker : `${Number(number) + 1}${dot}`;
  const insert = `\n${indent}${next}${space}${box === undefined ? "" : "[ ] "}`;
  return { from: start, to: start, insert, start: start + insert.length, end: start + insert.length };
}
