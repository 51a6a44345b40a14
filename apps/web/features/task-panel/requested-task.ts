import { TASK_PARAMETER } from "../../entities/task/open-task-href.ts";

/** Returns the id of the task that a URL opens in the panel; null if there is none or the value cannot be an id. */
export function requestedTask(searchParams: Record<string, string | string[] | undefined>): string | null {
  const id = searchParams[TASK_PARAMETER];
  return typeof id === "string" && /^[0-9a-f-]{36}$/.test(id) ? id : null;
}
