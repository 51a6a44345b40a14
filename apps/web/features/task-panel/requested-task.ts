import { TASK_PARAMETER } from "../task/open-task-href.ts";

/** The task that an address opens beside its page; null for none, and for what can be no id. */
export function requestedTask(searchParams: Record<string, string | string[] | undefined>): string | null {
  const id = searchParams[TASK_PARAMETER];
  return typeof id === "string" && /^[0-9a-f-]{36}$/.test(id) ? id : null;
}
