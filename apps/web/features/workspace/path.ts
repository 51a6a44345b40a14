/** The page of a project. */
export function projectPath(slug: string, projectId: string) {
  return `/w/${slug}/p/${projectId}` as const;
}
