import type { PageCaller } from "@docket/api/page-caller";
import type { Project } from "@docket/schema/project";
import type { ListedTask } from "@docket/schema/task";

/** A project's key and a number in it. */
const NAME = /^(?<key>[A-Z][A-Z0-9]{0,9})-(?<number>[1-9]\d{0,8})$/;

/** Projects of one answer. */
const PAGE = 100;

/** A task that was found by its name, and the project that it is in. */
export type NamedTask = { task: ListedTask; project: Project };

/**
 * Finds the tasks with a name such as HOME-12, in upper or lower case. Projects of different people may have the same key, so
 * each of them is asked: those of active projects come first, in the order of the sidebar.
 *
 * @returns nothing when the reader sees no such task
 */
export async function tasksByName(api: PageCaller, workspaceId: string, name: string): Promise<NamedTask[]> {
  const { key, number } = NAME.exec(name.toUpperCase())?.groups ?? {};
  if (key === undefined) return [];
  const found: NamedTask[] = [];
  for (const state of ["active", "archived"] as const) {
    for await (const project of projectsWithKey(api, workspaceId, key, state)) {
      const filter = { projectId: project.id, number: Number(number), status: "any", isArchived: "any" } as const;
      const { items } = await api.task.list({ workspaceId, filter });
      found.push(...items.map((task) => ({ task, project })));
    }
  }
  return found;
}

async function* projectsWithKey(
  api: PageCaller,
  workspaceId: string,
  key: string,
  state: "active" | "archived",
): AsyncGenerator<Project> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<PageCaller["project"]["list"]>> = await api.project.list({
      workspaceId,
      state,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    yield* page.items.filter((project) => project.key === key);
    cursor = page.nextCursor;
  } while (cursor !== null);
}
