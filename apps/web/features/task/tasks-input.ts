/** Tasks of one page of the list; what the server sends at most. */
const PAGE = 100;

/** The open tasks of a project in their order. Server and browser ask for the same, so one cache entry serves both. */
export function openTasksInput(workspaceId: string, projectId: string) {
  return { workspaceId, limit: PAGE, filter: { projectId } };
}
