import type { Docket } from "../../../packages/client/src/client.ts";
import { newId } from "../../../packages/client/src/client.ts";
import type { Id } from "../../../packages/schema/src/id.ts";
import type { Ledger } from "./ledger.ts";

/** The writers' client, and the project to which they write. */
export type WriterContext = { docket: Docket; workspaceId: Id; projectId: Id };

/**
 * Writes until the signal aborts: creates a task, renames it, comments on it and completes it. Each write starts after
 * the previous one has finished.
 *
 * @param name the name of the writer, which makes its text unique
 */
export async function keepWriting(
  desk: WriterContext,
  ledger: Ledger,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  for (let turn = 1; !signal.aborted; turn += 1) {
    for (const write of writesOfOneTask(desk, `${name}-${turn}`)) {
      if (signal.aborted) return;
      await ledger.sendAndRecord(write);
    }
  }
}

type Unsent = Parameters<Ledger["sendAndRecord"]>[0];

function writesOfOneTask({ docket, workspaceId, projectId }: WriterContext, name: string): Unsent[] {
  const { task, comment } = docket.workspace(workspaceId);
  const taskId = newId();
  const ids = { create: newId(), rename: newId(), comment: newId(), complete: newId() };
  const [title, renamed, body] = [`Task ${name}`, `Renamed ${name}`, `Comment ${name}`];
  const commentId = newId();
  return [
    {
      kind: "create",
      commandId: ids.create,
      taskId,
      text: title,
      send: () => task.create.mutate({ commandId: ids.create, id: taskId, projectId, title }),
    },
    {
      kind: "rename",
      commandId: ids.rename,
      taskId,
      text: renamed,
      send: () => task.update.mutate({ commandId: ids.rename, id: taskId, baseVersion: 1, set: { title: renamed } }),
    },
    {
      kind: "comment",
      commandId: ids.comment,
      taskId,
      text: body,
      send: () => comment.create.mutate({ commandId: ids.comment, id: commentId, taskId, body }),
    },
    {
      kind: "complete",
      commandId: ids.complete,
      taskId,
      text: renamed,
      send: () => task.complete.mutate({ commandId: ids.complete, ids: [taskId] }),
    },
  ];
}
