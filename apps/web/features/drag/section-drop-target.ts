import type { ShownGroup } from "../task/task-scope.tsx";

/** Where a section would go: in front of another, or behind all. */
export type SectionDropTarget = { kind: "section"; before: string | null };

const idsOf = (groups: readonly ShownGroup[]) => groups.flatMap(({ group }) => group.place?.sectionId ?? []);

/**
 * Where a section would go from the group under the pointer.
 *
 * @param isFarHalf whether the pointer is in the half of it that comes last
 */
export function sectionDropTarget(
  groups: readonly ShownGroup[],
  draggedId: string,
  overKey: string,
  isFarHalf: boolean,
): SectionDropTarget {
  const ids = idsOf(groups);
  const overAt = groups.findIndex(({ group }) => group.key === overKey);
  const over = groups[overAt]?.group.place?.sectionId ?? null;
  // Tasks without a section stand in front of all sections, or behind them while there are none.
  const at = over === null ? (overAt > 0 ? ids.length : 0) : ids.indexOf(over) + (isFarHalf ? 1 : 0);
  return { kind: "section", before: ids.slice(at).find((id) => id !== draggedId) ?? null };
}

/** The place as a command says it; null when the section is there already. */
export function sectionPlace(
  groups: readonly ShownGroup[],
  draggedId: string,
  { before }: SectionDropTarget,
): { before: string } | { after: string } | null {
  const ids = idsOf(groups);
  if ((ids[ids.indexOf(draggedId) + 1] ?? null) === before) return null;
  if (before !== null) return { before };
  const last = ids.findLast((id) => id !== draggedId);
  return last === undefined ? null : { after: last };
}
