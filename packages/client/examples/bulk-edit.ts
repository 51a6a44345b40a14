import type { Docket } from "@docket/client";
import { newId } from "@docket/client";
import type { Id } from "@docket/schema/id";

/**
 * Labels all open tasks that are due by a given day and raises their priority, page by page. Each page is one command
 * that can be undone as a whole.
 */
export async function raiseOverdue(docket: Docket, workspaceId: Id, today: string): Promise<number> {
  const workspace = docket.workspace(workspaceId);
  const label = await workspace.label.create.mutate({ id: newId(), name: `late ${today}`, color: "red" });
  let changed = 0;
  let cursor: string | undefined;
  do {
    const page = await workspace.task.list.query({
      filter: { dueTo: today },
      order: "created",
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const ids = page.items.map(({ id }) => id);
    if (ids.length > 0) {
      const { items } = await workspace.task.updateMany.mutate({ ids, set: { priority: 3 }, addLabelIds: [label.id] });
      changed += items.length;
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return changed;
}
