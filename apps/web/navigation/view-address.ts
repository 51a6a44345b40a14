/** The views that show a fixed selection. */
export const FIXED_VIEWS = [
  "today",
  "upcoming",
  "all",
  "mine",
  "completed",
  "search",
  "activity",
  "report",
  "notifications",
  "trash",
] as const;

/** The first segment of the views that show one entity. */
export const ENTITY_VIEWS = { p: "project", l: "label", v: "savedView", t: "namedTask" } as const;

type EntityView = (typeof ENTITY_VIEWS)[keyof typeof ENTITY_VIEWS];

/** A view of a workspace. The `id` of a named task is its name, such as HOME-12. */
export type ViewAddress = { kind: (typeof FIXED_VIEWS)[number] } | { kind: EntityView; id: string };

/** Returns the view at a path below that of the workspace; null if there is none. */
export function viewAt(segments: readonly string[]): ViewAddress | null {
  const [first = "", id, ...more] = segments;
  if (id === undefined) {
    const kind = FIXED_VIEWS.find((name) => name === first);
    return kind === undefined ? null : { kind };
  }
  if (id === "" || more.length > 0 || !Object.hasOwn(ENTITY_VIEWS, first)) return null;
  // Safe because of the check before.
  return { kind: ENTITY_VIEWS[first as keyof typeof ENTITY_VIEWS], id };
}

/** Returns whether two paths lead to views of the same workspace. They are one document. */
export function areViewsOfOneDocument(path: string, other: string): boolean {
  const [one, two] = [viewAtPath(path), viewAtPath(other)];
  return one !== null && one.slug === two?.slug;
}

/** Returns the workspace and the view that a path leads to; null for all other pages, such as the settings. */
export function viewAtPath(path: string): { slug: string; view: ViewAddress } | null {
  const [root, area, slug, ...segments] = path.split("/");
  if (root !== "" || area !== "w" || slug === undefined) return null;
  const view = viewAt(segments);
  return view && { slug, view };
}
