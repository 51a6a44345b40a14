/** The URL parameter that opens a task in the panel. */
export const TASK_PARAMETER = "task";

/** Returns the URL of a page with the given task open in the panel, or with the panel closed. */
export function openTaskHref<Path extends string>(
  path: Path,
  search: string,
  id: string | null,
): Path | `${Path}?${string}` {
  const next = new URLSearchParams(search);
  if (id === null) next.delete(TASK_PARAMETER);
  else next.set(TASK_PARAMETER, id);
  return next.size > 0 ? `${path}?${next.toString()}` : path;
}
