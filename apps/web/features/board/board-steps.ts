import type { ShownGroup } from "../task/task-scope.tsx";

/** The number of the column in which a card stands; -1 for one that stands in none. */
export function columnOf(columns: readonly ShownGroup[], id: string): number {
  return columns.findIndex(({ rows }) => rows.some(({ task }) => task.id === id));
}

/** The nearest column on that side into which cards can be put; also an empty one. */
export function columnBeside(columns: readonly ShownGroup[], from: number, by: 1 | -1): ShownGroup | undefined {
  if (from < 0) return undefined;
  return by > 0
    ? columns.slice(from + 1).find(({ group }) => group.place)
    : columns.slice(0, from).findLast(({ group }) => group.place);
}

/** The card at the same height in the nearest column on that side that has any, or its last one. */
export function cardBeside(columns: readonly ShownGroup[], id: string, by: 1 | -1): string | undefined {
  const from = columnOf(columns, id);
  if (from < 0) return undefined;
  const height = columns[from]?.rows.findIndex(({ task }) => task.id === id) ?? 0;
  const beside =
    by > 0
      ? columns.slice(from + 1).find(({ rows }) => rows.length > 0)
      : columns.slice(0, from).findLast(({ rows }) => rows.length > 0);
  return (beside?.rows[height] ?? beside?.rows.at(-1))?.task.id;
}
