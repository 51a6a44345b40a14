import type { ShownGroup } from "../../entities/view/shown-tasks.ts";

/** Returns the index of the column that contains a card, or -1. */
export function columnIndexOf(columns: readonly ShownGroup[], id: string): number {
  return columns.findIndex(({ rows }) => rows.some(({ task }) => task.id === id));
}

/** Returns the nearest column, in the given direction, that accepts cards, even if it is empty. */
export function adjacentColumn(columns: readonly ShownGroup[], from: number, by: 1 | -1): ShownGroup | undefined {
  if (from < 0) return undefined;
  return by > 0
    ? columns.slice(from + 1).find(({ group }) => group.place)
    : columns.slice(0, from).findLast(({ group }) => group.place);
}

/**
 * Returns the card at the same position in the next non-empty column in the given direction, or that column's last
 * card.
 */
export function adjacentCard(columns: readonly ShownGroup[], id: string, by: 1 | -1): string | undefined {
  const from = columnIndexOf(columns, id);
  if (from < 0) return undefined;
  const height = columns[from]?.rows.findIndex(({ task }) => task.id === id) ?? 0;
  const beside =
    by > 0
      ? columns.slice(from + 1).find(({ rows }) => rows.length > 0)
      : columns.slice(0, from).findLast(({ rows }) => rows.length > 0);
  return (beside?.rows[height] ?? beside?.rows.at(-1))?.task.id;
}
