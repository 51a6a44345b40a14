/** Returns the path of a project's page. */
export function projectPath(slug: string, projectId: string) {
  return `/w/${slug}/p/${projectId}` as const;
}

/**
 * Returns the path of a workspace's first page: the viewer's inbox, or Today for guests, who have no inbox. Links within
 * the workspace use it instead of the workspace's own path, which redirects: a redirect that arrives after the user has
 * clicked another link would replace the page of that link.
 */
export function homePath({ slug, inboxId }: { slug: string; inboxId: string | null }) {
  return inboxId === null ? (`/w/${slug}/today` as const) : projectPath(slug, inboxId);
}

/** Returns the path of the first page of the settings. Used in links instead of `/settings`, which redirects to it. */
export function settingsPath(slug: string) {
  return `/w/${slug}/settings/profile` as const;
}

/** Returns the path of a label's page, which shows its tasks in all projects. */
export function labelPath(slug: string, labelId: string) {
  return `/w/${slug}/l/${labelId}` as const;
}

/** Returns the path of a saved view's page. */
export function savedViewPath(slug: string, viewId: string) {
  return `/w/${slug}/v/${viewId}` as const;
}

/** Returns the path of the report of one project. */
export function reportPath(slug: string, projectId: string) {
  return `/w/${slug}/report?project=${projectId}` as const;
}

/** Returns the path of the Import page that shows an import or a project copy. */
export function importPath(slug: string, importId: string) {
  return `/w/${slug}/import?job=${importId}` as const;
}

/** Returns the path of the Search page with the results for a search text. */
export function searchPath(slug: string, text: string) {
  return text === "" ? (`/w/${slug}/search` as const) : (`/w/${slug}/search?q=${encodeURIComponent(text)}` as const);
}

/** Returns the path of a task's project, with the task open in the panel. */
export function taskPath(slug: string, { projectId, id }: { projectId: string; id: string }) {
  return `${projectPath(slug, projectId)}?task=${id}` as const;
}

/** Returns the id of the project whose page has this path; null for other pages. */
export function projectAtPath(path: string): string | null {
  return /^\/w\/[^/]+\/p\/([^/]+)/.exec(path)?.[1] ?? null;
}

/** Returns the id of the label whose page has this path; null for other pages. */
export function labelAtPath(path: string): string | null {
  return /^\/w\/[^/]+\/l\/([^/]+)/.exec(path)?.[1] ?? null;
}
