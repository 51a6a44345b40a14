import type { QuickAdd, TokenKind, TokenSpan } from "@docket/schema/quick-add/quick-add";
import type { TextRange } from "../../entities/draft/new-task-draft.ts";

/**
 * A recognised value of a line, and the parts of the line that mean it. A label or person has an id, and a reminder its
 * index.
 */
export type TypedValue = {
  kind: TokenKind;
  ranges: readonly TextRange[];
  text: string;
  id: string | null;
  index?: number;
};

/** Kinds of which a line can have several values. */
const SETS: ReadonlySet<TokenKind> = new Set<TokenKind>(["label", "person"]);

/** Returns the recognised values of a line, in the order in which they are typed. */
export function typedValues(title: string, { spans, labelIds, assigneeIds }: QuickAdd): TypedValue[] {
  const groups = new Map<string, { kind: TokenKind; spans: TokenSpan[] }>();
  for (const span of spans) {
    const isReminder = span.kind === "reminder";
    const text = title.slice(span.start, span.end).toLowerCase();
    const key = isReminder ? `${text} ${span.start}` : SETS.has(span.kind) ? text : span.kind;
    const group = groups.get(key);
    if (group) group.spans.push(span);
    else groups.set(key, { kind: span.kind, spans: [span] });
  }
  const values = [...groups.values()].map(({ kind, spans: ranges }): TypedValue => {
    const text = ranges.map(({ start, end }) => title.slice(start, end)).join(" … ");
    return { kind, ranges, text, id: null };
  });
  const labels = values.filter(({ kind }) => kind === "label");
  const people = values.filter(({ kind }) => kind === "person");
  const reminders = values.filter(({ kind }) => kind === "reminder");
  return values.map((value) => {
    if (value.kind === "reminder") return { ...value, index: reminders.indexOf(value) };
    if (value.kind === "label" && labels.length === labelIds.length)
      return { ...value, id: labelIds[labels.indexOf(value)] ?? null };
    if (value.kind === "person" && people.length === assigneeIds.length)
      return { ...value, id: assigneeIds[people.indexOf(value)] ?? null };
    return value;
  });
}
