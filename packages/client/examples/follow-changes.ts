import type { Docket } from "@docket/client";
import { newId } from "@docket/client";
import { followChanges } from "@docket/client/follow";
import type { Id } from "@docket/schema/id";

/** Follows a workspace while creating tasks in it, until it has received `count` of them. */
export async function watchTasks(docket: Docket, workspaceId: Id, count = 3): Promise<string[]> {
  const workspace = docket.workspace(workspaceId);
  const { items: projects } = await workspace.project.list.query({ limit: 1 });
  const projectId = projects[0]?.id;
  if (projectId === undefined) throw new Error("There is no project yet.");

  const titles: string[] = [];
  for await (const event of followChanges(docket, workspaceId)) {
    if (event.kind === "open") {
      // The feed is open. It delivers every change made from now on.
      for (let number = 1; number <= count; number += 1) {
        await workspace.task.create.mutate({ id: newId(), projectId, title: `Seen ${number}` });
      }
    }
    if (event.kind !== "changes") continue;
    for (const { entity, op, after } of event.changes) {
      const title = after?.["title"];
      if (entity === "task" && op === "create" && typeof title === "string") titles.push(title);
    }
    // Store `event.seq`. Pass it as `lastEventId` to resume the feed from here, even days later.
    if (titles.length >= count) break;
  }
  return titles;
}
