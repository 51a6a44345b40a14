import type { Docket } from "@docket/client";
import { newId } from "@docket/client";
import { DocketError } from "@docket/client/error";
import type { Id } from "@docket/schema/id";

/** Moves a task with its subtask to a new project and undoes the move. A second undo is rejected. */
export async function moveAndUndo(docket: Docket, workspaceId: Id): Promise<string> {
  const workspace = docket.workspace(workspaceId);
  const { items: projects } = await workspace.project.list.query({ limit: 1 });
  const [home] = projects;
  if (home === undefined) throw new Error("There is no project yet.");
  const garden = await workspace.project.create.mutate({ id: newId(), name: "Garden" });
  const fence = await workspace.task.create.mutate({ id: newId(), projectId: home.id, title: "Mend the fence" });
  await workspace.task.create.mutate({ id: newId(), projectId: home.id, parentId: fence.id, title: "Buy nails" });

  // Keep the command's ID to undo the command later.
  const commandId = newId();
  await workspace.task.move.mutate({ commandId, ids: [fence.id], projectId: garden.id });
  const { size } = await workspace.command.undo.mutate({ undo: commandId });
  const back = await workspace.task.get.query({ id: fence.id });

  try {
    await workspace.command.undo.mutate({ undo: commandId });
  } catch (error) {
    if (!(error instanceof DocketError) || error.code !== "conflict") throw error;
    return `${size} tasks moved back; the task is ${back.projectId === home.id ? "home" : "away"} again`;
  }
  throw new Error("The same command was undone twice.");
}
