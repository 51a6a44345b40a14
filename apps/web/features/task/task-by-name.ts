import type { PageCaller } from "@docket/api/page-caller";
import type { ListedTask } from "@docket/schema/task";

/** A project's key and a number in it. */
const NAME = /^(?<key>[A-Z][A-Z0-9]{0,9})-(?<number>[1-9]\d{0,8})$/;

/** Projects of one answer. */
const PAGE = 100;

/** The task that is called HOME-12, in small letters too; null when the reader knows of none. */
export async function taskByName(api: PageCaller, workspaceId: string, name: string): Promise<ListedTask | null> {
  const { key, number } = NAME.exec(name.toUpperCase())?.groups ?? {};
  if (key === undefined) return null;
  for (const state of ["active", "archived"] as const) {
    const project = await projectByKey(api, workspaceId, key, state);
    if (!project) continue;
    const filter = { projectId: project.id, number: Number(number), status: "any", isArchived: "any" } as const;
    const { items } = await api.task.list({ workspaceId, filter });
    return items[0] ?? null;
  }
  return null;
}

async function projectByKey(api: PageCaller, workspaceId: string, key: string, state: "active" | "archived") {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<PageCaller["project"]["list"]>> = await api.project.list({
      workspaceId,
      state,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    const found = page.items.find((project) => project.key === key);
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}
