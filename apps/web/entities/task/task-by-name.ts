import type { PageCaller } from "@docket/api/page-caller";
import type { Project } from "@docket/schema/project";
import type { ListedTask } from "@docket/schema/task";

/** Matches a project key and a task number. */
const NAME = /^(?<key>[A-Z][A-Z0-9]{0,9})-(?<number>[1-9]\d{0,8})$/;

/** Number of projects per request. */
const PAGE = 100;

/** A task found by name, and its project. */
export type NamedTask = { task: ListedTask; project: Project };

/**
 * Finds the tasks with a name such as HOME-12, case-insensitively. Projects of different owners may have the same key,
 * so all projects are searched: active projects first, in sidebar order.
 *
 * @returns an empty array if the viewer can see no such task
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
