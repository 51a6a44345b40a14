/** The page of a project. */
export function projectPath(slug: string, projectId: string) {
  return `/w/${slug}/p/${projectId}` as const;
}

/** The page of a label: its tasks, in all projects. */
export function labelPath(slug: string, labelId: string) {
  return `/w/${slug}/l/${labelId}` as const;
}

/** The page of a saved view. */
export function savedViewPath(slug: string, viewId: string) {
  return `/w/${slug}/v/${viewId}` as const;
}

/** The imports, with this one, or this copy of a project, shown. */
export function importPath(slug: string, importId: string) {
  return `/w/${slug}/import?job=${importId}` as const;
}

/** The search, for these words. */
export function searchPath(slug: string, text: string) {
  return text === "" ? (`/w/${slug}/search` as const) : (`/w/${slug}/search?q=${encodeURIComponent(text)}` as const);
}

/** A task beside the others of its project. */
export function taskPath(slug: string, { projectId, id }: { projectId: string; id: string }) {
  return `${projectPath(slug, projectId)}?task=${id}` as const;
}

/** The project whose page has this address; null on other pages. */
export function projectAtPath(path: string): string | null {
  return /^\/w\/[^/]+\/p\/([^/]+)/.exec(path)?.[1] ?? null;
}

/** The label whose page has this address; null on other pages. */
export function labelAtPath(path: string): string | null {
  return /^\/w\/[^/]+\/l\/([^/]+)/.exec(path)?.[1] ?? null;
}
