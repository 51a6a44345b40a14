import type { ShownGroup } from "../../entities/view/shown-tasks.ts";

/** The position at which a section would be inserted: before another one, or at the end. */
export type SectionDropTarget = { kind: "section"; before: string | null };

const idsOf = (groups: readonly ShownGroup[]) => groups.flatMap(({ group }) => group.place?.sectionId ?? []);

/**
 * Returns where a dragged section would be inserted, given the group under the pointer.
 *
 * @param isFarHalf whether the pointer is in the lower or right half of the group
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
  // The group of tasks without a section comes first. On a board, it comes last while it is empty.
  const at = over === null ? (overAt > 0 ? ids.length : 0) : ids.indexOf(over) + (isFarHalf ? 1 : 0);
  return { kind: "section", before: ids.slice(at).find((id) => id !== draggedId) ?? null };
}

/** Converts the drop target into input for the move command; null if the section is already there. */
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
