import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { TASK_PARAMETER } from "@/entities/task/open-task-href.ts";
import { entityLists } from "@/entities/workspace/entity-lists.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { TaskPanelSlot } from "@/features/task-panel/task-panel-slot.tsx";
import { commentList } from "@/sync/entity-list.ts";
import { oneTask, subtasksOf, taskList } from "@/sync/task-list.ts";
import { preparePage } from "@/trpc/server.ts";

type Prepared = Awaited<ReturnType<typeof preparePage>>;

/**
 * The panel next to any page of the workspace. If the URL specifies a task, the HTML contains it. If the server fails
 * to load the task, the browser retries and shows the error in the panel.
 */
export default async function PanelPage({ params, searchParams }: PageProps<"/w/[workspace]/[...path]">) {
  const { workspace: slug } = await params;
  const taskId = requestedTask(await searchParams);
  if (taskId === null) return <TaskPanelSlot />;
  const { id: workspaceId } = await workspaceAt(slug);
  const page = await preparePage();
  const { queryClient, client, trpc } = page;
  await Promise.allSettled([
    prepareTask(page, workspaceId, taskId),
    queryClient.infiniteQuery(taskList(client, subtasksOf(workspaceId, taskId))),
    queryClient.infiniteQuery(commentList(client, workspaceId, taskId)),
    queryClient.query(trpc.task.get.queryOptions({ workspaceId, id: taskId })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TaskPanelSlot />
    </HydrationBoundary>
  );
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
function requestedTask(searchParams: Record<string, string | string[] | undefined>): string | null {
  const id = searchParams[TASK_PARAMETER];
  return typeof id === "string" && /^[0-9a-f-]{36}$/.test(id) ? id : null;
}
