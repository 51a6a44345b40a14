/** The parameter of an address that opens a task beside its list. */
export const TASK_PARAMETER = "task";

/** The address of a page with a task open, or with none. */
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
