/** The page of a project. */
export function projectPath(slug: string, projectId: string) {
  return `/w/${slug}/p/${projectId}` as const;
}

/** The page of a label: its tasks, in all projects. */
export function labelPath(slug: string, labelId: string) {
  return `/w/${slug}/l/${labelId}` as const;
}
