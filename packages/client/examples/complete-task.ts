import type { Docket } from "@docket/client";
import { newId } from "@docket/client";
import type { Id } from "@docket/schema/id";

/** Creates a task in the first project and completes it. */
export async function completeTask(docket: Docket, workspaceId: Id): Promise<string> {
  const workspace = docket.workspace(workspaceId);
  const { items: projects } = await workspace.project.list.query({ limit: 1 });
  const [project] = projects;
  if (project === undefined) throw new Error("There is no project yet.");

  // The client chooses the ID, so sending the same command twice can't create two tasks.
  const task = await workspace.task.create.mutate({
    id: newId(),
    projectId: project.id,
    title: "Water the plants",
    priority: 2,
    due: { date: "2026-12-01" },
  });
  const { items } = await workspace.task.complete.mutate({ ids: [task.id] });
  return `${project.key}-${task.number} is ${items[0]?.status}`;
}
