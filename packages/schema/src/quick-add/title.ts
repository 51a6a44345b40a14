import type { TokenSpan } from "./quick-add.ts";
import { hasLetters } from "./word.ts";

/** Punctuation that joins what follows to what precedes, and has nothing to join at the edge of a title. */
const LEADING = /^[\s,;:.\-–—|)]+/;
const TRAILING = /[\s,;:\-–—|(]/;
const CLOSING = /^[,.;:!?)\]]/;

/**
 * Returns what remains of a line without its tokens, or an empty string if no letter, digit or symbol remains. Spaces
 * and punctuation are cleaned up only where a token was removed.
 *
 * @param spans in the order of the line
 */
export function titleOf(line: string, spans: readonly TokenSpan[]): string {
  let title = "";
  let end = 0;
  for (const span of spans) {
    title = join(title, line.slice(end, span.start), end > 0);
    end = Math.max(end, span.end);
  }
  const rest = line.slice(end);
  title = join(title, rest, end > 0).trim();
  if (end > 0 && !hasLetters(rest)) title = withoutTrailing(title);
  return /[\p{L}\p{N}\p{S}]/u.test(title) ? title : "";
}

/** Joins the texts before and after a token. */
function join(left: string, right: string, isSeam: boolean): string {
  if (!isSeam) return right;
  const [before, after] = [left.trimEnd(), right.trimStart()];
  if (before === "") return after.replace(LEADING, "");
  if (after === "") return before;
  if (/[([]$/.test(before) && /^[)\]]/.test(after)) return join(before.slice(0, -1), after.slice(1), true);
  if (/[,;:(]$/.test(before) && CLOSING.test(after)) return before.slice(0, -1) + after;
  return CLOSING.test(after) ? before + after : `${before} ${after}`;
}

function withoutTrailing(title: string): string {
  let end = title.length;
  while (end > 0 && TRAILING.test(title.charAt(end - 1))) end -= 1;
  return title.slice(0, end);
}
