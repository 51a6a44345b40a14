import type { PageCaller } from "@docket/api/page-caller";
import type { ListedTask } from "@docket/schema/task";

/** A project's key and a number in it. */
const NAME = /^(?<key>[A-Z][A-Z0-9]{0,9})-(?<number>[1-9]\d{0,8})$/;

/** Projects of one answer. */
const PAGE = 100;

/**
 * Finds the task with a name such as HOME-12, in upper or lower case. Projects of different people may have the same key, so
 * each of them is asked.
 *
 * @returns null when the reader sees no such task
 */
export async function taskByName(api: PageCaller, workspaceId: string, name: string): Promise<ListedTask | null> {
  const { key, number } = NAME.exec(name.toUpperCase())?.groups ?? {};
  if (key === undefined) return null;
  for (const state of ["active", "archived"] as const) {
    for await (const projectId of projectsWithKey(api, workspaceId, key, state)) {
      const filter = { projectId, number: Number(number), status: "any", isArchived: "any" } as const;
      const { items } = await api.task.list({ workspaceId, filter });
      if (items[0]) return items[0];
    }
  }
  return null;
}

async function* projectsWithKey(
  api: PageCaller,
  workspaceId: string,
  key: string,
  state: "active" | "archived",
): AsyncGenerator<string> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<PageCaller["project"]["list"]>> = await api.project.list({
      workspaceId,
      state,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const project of page.items) if (project.key === key) yield project.id;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
