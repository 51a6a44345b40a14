import type { ShownGroup } from "../task/task-scope.tsx";

/** Where a section would go: in front of another, or behind all. */
export type SectionSpot = { kind: "section"; before: string | null };

const idsOf = (groups: readonly ShownGroup[]) => groups.flatMap(({ group }) => group.place?.sectionId ?? []);

/**
 * Where a section would go from the group under the pointer.
 *
 * @param isFarHalf whether the pointer is in the half of it that comes last
 */
export function sectionSpot(
  groups: readonly ShownGroup[],
  draggedId: string,
  overKey: string,
  isFarHalf: boolean,
): SectionSpot {
  const ids = idsOf(groups);
  const over = groups.find(({ group }) => group.key === overKey)?.group.place?.sectionId;
  // Tasks without a section stand in front of all sections.
  const at = over === undefined || over === null ? 0 : ids.indexOf(over) + (isFarHalf ? 1 : 0);
  return { kind: "section", before: ids.slice(at).find((id) => id !== draggedId) ?? null };
}

/** The place as a command says it; null when the section is there already. */
export function sectionPlace(
  groups: readonly ShownGroup[],
  draggedId: string,
  { before }: SectionSpot,
): { before: string } | { after: string } | null {
  const ids = idsOf(groups);
  if ((ids[ids.indexOf(draggedId) + 1] ?? null) === before) return null;
  if (before !== null) return { before };
  const last = ids.findLast((id) => id !== draggedId);
  return last === undefined ? null : { after: last };
}
