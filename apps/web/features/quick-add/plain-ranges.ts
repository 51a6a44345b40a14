import type { QuickAddLine, TextRange } from "../../entities/draft/new-task-draft.ts";

/** Returns a line after an edit. Its plain words stay plain, unless the edit changes them or joins letters to them. */
export function editLine({ title: before, plain }: QuickAddLine, title: string): QuickAddLine {
  if (plain.length === 0) return { title, plain };
  const start = commonStart(before, title);
  const tail = commonEnd(before.slice(start), title.slice(start));
  const shift = title.length - before.length;
  const moved = plain.flatMap((range): TextRange[] => {
    if (range.end <= start) return [range];
    return range.start >= before.length - tail ? [{ start: range.start + shift, end: range.end + shift }] : [];
  });
  return { title, plain: moved.filter((range) => isWhole(title, range)) };
}

/** Returns a line in which more parts are plain words. */
export function withPlain({ title, plain }: QuickAddLine, ranges: readonly TextRange[]): QuickAddLine {
  const more = ranges.map(({ start, end }) => ({ start, end }));
  return { title, plain: [...plain, ...more].sort((left, right) => left.start - right.start) };
}

/** Returns the part that ends at the caret, if the caret is at the end of the text. */
export function rangeAtEnd<Range extends TextRange>(
  text: string,
  ranges: readonly Range[],
  caret: number | null,
): Range | null {
  return caret === text.length ? (ranges.find(({ end }) => end === caret) ?? null) : null;
}

function commonStart(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}

function commonEnd(left: string, right: string): number {
  let length = 0;
  const max = Math.min(left.length, right.length);
  while (length < max && left.at(-1 - length) === right.at(-1 - length)) length += 1;
  return length;
}

/** Whether no letter or digit adjoins a range. */
function isWhole(text: string, { start, end }: TextRange): boolean {
  return ![text.charAt(start - 1), text.charAt(end)].some((sign) => /[\p{L}\p{N}]/u.test(sign));
}
