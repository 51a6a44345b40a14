import type { Id } from "@docket/schema/id";
import type { ProjectRole } from "@docket/schema/role";
import type { Task } from "@docket/schema/task";
import type { CommandScope } from "../command/command.ts";
import { LostRace } from "../command/command.ts";
import type { Ctx } from "../ctx.ts";
import { lockOrder } from "../order/place.ts";
import { requireTasks } from "./queries.ts";

type Wish = {
  role: ProjectRole;
  trash?: "live" | "any";
  /** A further project that the command works in. */
  projectId?: Id | undefined;
};

/**
 * Tasks for a command that rests on more than their own rows: on parents, sub-tasks and sections. Their projects are locked
 * before anything is read, so that what is checked still holds when it is written.
 *
 * @throws DomainError like {@link requireTasks}; LostRace when a task went to another project at this very moment
 */
export async function lockTasks(
  ctx: Ctx,
  { tx }: CommandScope,
  workspaceId: Id,
  ids: Id[],
  { role, trash = "live", projectId }: Wish,
): Promise<Task[]> {
  const seen = await requireTasks(tx, ctx.actor, workspaceId, ids, role, trash);
  const locked = new Set([...seen.map((task) => task.projectId), ...(projectId === undefined ? [] : [projectId])]);
  await lockOrder(tx, workspaceId, [...locked]);
  const tasks = await requireTasks(tx, ctx.actor, workspaceId, ids, role, trash);
  if (tasks.some((task) => !locked.has(task.projectId))) throw new LostRace();
  return tasks;
}
