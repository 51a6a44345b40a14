import { TASK_PARAMETER } from "../../entities/task/open-task-href.ts";
import { entityLists } from "../../entities/workspace/entity-lists.ts";
import { commentList } from "../../replica/entity-list.ts";
import { oneTask, subtasksOf, taskList } from "../../replica/task-list.ts";
import type { preparePage } from "../../trpc/server.ts";

type Prepared = Awaited<ReturnType<typeof preparePage>>;

/**
 * Loads the task that the URL opens in the panel, so that the HTML contains it. If this fails, the browser tries again
 * and shows the error in the panel.
 *
 * @param address the requested path and query
 */
export async function preparePanel(page: Prepared, workspaceId: string, address: string): Promise<void> {
  const taskId = requestedTask(address);
  if (taskId === null) return;
  const { queryClient, client, trpc } = page;
  await Promise.allSettled([
    prepareTask(page, workspaceId, taskId),
    queryClient.infiniteQuery(taskList(client, subtasksOf(workspaceId, taskId))),
    queryClient.infiniteQuery(commentList(client, workspaceId, taskId)),
    queryClient.query(trpc.task.get.queryOptions({ workspaceId, id: taskId })),
  ]);
}

/** Loads a task and the names of its section and parent. */
async function prepareTask({ queryClient, client, trpc }: Prepared, workspaceId: string, id: string): Promise<void> {
  const { pages } = await queryClient.infiniteQuery(taskList(client, oneTask(workspaceId, id)));
  const task = pages[0]?.items[0];
  if (!task) return;
  const { projectId, parentId } = task;
  await Promise.all([
    queryClient.query(entityLists(trpc, client, workspaceId).sectionsOf(projectId)),
    parentId !== null && queryClient.infiniteQuery(taskList(client, oneTask(workspaceId, parentId))),
  ]);
}

/** Returns the id of the task that a URL opens in the panel; null if there is none or the value cannot be an id. */
function requestedTask(address: string): string | null {
  const id = new URL(address, "http://localhost").searchParams.get(TASK_PARAMETER);
  return id !== null && /^[0-9a-f-]{36}$/.test(id) ? id : null;
}
