import type { Project, ProjectCommand } from "@docket/schema/project";
import { MAX_COMMAND_TASKS } from "@docket/schema/task-limit";
import { membershipFor } from "../../access/access.ts";
import { saveEntities } from "../../entities/entity.ts";
import { deleteOriginsInProject } from "../../entities/origin/known-row.ts";
import { projectEntity } from "../../entities/project/definition.ts";
import { refuseInbox } from "../../entities/project/input.ts";
import { findProject, requireProject } from "../../entities/project/queries.ts";
import { purgeLines, tasksWithComments } from "../../entities/task/purge.ts";
import { command } from "../../log/command/command.ts";
import type { ChangeDraft } from "../../log/record.ts";
import { purgeLine, NO_ACTOR_ID } from "../../log/record.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import { lockMembers } from "../member/store.ts";

/**
 * Moves a project to the trash. Everything in it is hidden from all members until it is restored. Requires the manager
 * role.
 *
 * @throws DomainError `conflict` for an inbox
 */
export function trashProject(ctx: Ctx, input: ProjectCommand): Promise<Project> {
  return setTrashed(ctx, input, "project.trash", true);
}

/** Restores a project and its contents from the trash. Requires the manager role. */
export function restoreProject(ctx: Ctx, input: ProjectCommand): Promise<Project> {
  return setTrashed(ctx, input, "project.restore", false);
}

function setTrashed(ctx: Ctx, input: ProjectCommand, kind: string, isTrashed: boolean): Promise<Project> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind,
    replay: async () => (await findProject(ctx.db, ctx.actor, { workspaceId, id }, "any")) ?? throwGone(),
    run: async (scope) => {
      const before = await requireProject(scope.tx, ctx.actor, input, "manager", "any");
      if (isTrashed) refuseInbox(before, "deleted");
      if (isTrashed === (before.deletedAt !== null)) throw notFound("Project");
      const deletedAt = isTrashed ? ctx.now().toISOString() : null;
      const [answer = before] = await saveEntities(projectEntity, ctx, scope, [
        { before, after: { ...before, deletedAt }, op: isTrashed ? "trash" : "restore" },
      ]);
      return { result: { id }, answer };
    },
  });
}

function throwGone(): never {
  throw notFound("Project");
}

/** Deletion date of projects that the trash job should purge on its next run. */
const LONG_AGO = new Date(0);

/**
 * Purges a project and its contents from the trash. Requires the manager role. The change log keeps only ids. A project
 * with more than 5,000 tasks disappears for its members immediately, but its contents are deleted by the trash job
 * within minutes, because deleting them would exceed the time limit for a request.
 */
export function purgeProject(ctx: Ctx, input: ProjectCommand): Promise<{ id: string }> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "project.purge",
    replay: async () => ({ id }),
    run: async (scope) => {
      const { tx, record } = scope;
      await requireProject(tx, ctx.actor, input, "manager", "any");
      await lockMembers(scope, workspaceId, [id]);
      // Read again under the lock: the project may have been restored in the meantime, or the actor may have lost the
      // role.
      const project = await requireProject(tx, ctx.actor, input, "manager", "any");
      if (project.deletedAt === null) throw notFound("Project");
      const members = await tx.projectMember.findMany({
        where: { workspaceId, projectId: id },
        select: { userId: true },
      });
      const isLarge = (await tx.task.count({ where: { workspaceId, projectId: id } })) > MAX_COMMAND_TASKS;
      const gone = isLarge ? await deferPurge(ctx, tx, input) : await removeProject(ctx, tx, input);
      for (const line of gone) record(line);
      // The project has no members any more, so one change is addressed to each former member.
      for (const { userId } of members) record(purgeLine("project", id, { projectId: null, audience: userId }));
      return { result: { id }, answer: { id } };
    },
  });
}

async function removeProject({ actor }: Ctx, tx: Tx, { workspaceId, id }: ProjectCommand): Promise<ChangeDraft[]> {
  const tasks = await tasksWithComments(tx, { workspaceId, projectId: id });
  await deleteOriginsInProject(tx, { workspaceId, id });
  // Tasks reference their sections and parents. With these references cleared, a single statement can delete all tasks
  // before the project is deleted.
  await tx.task.updateMany({ where: { workspaceId, projectId: id }, data: { parentId: null, sectionId: null } });
  await tx.task.deleteMany({ where: { workspaceId, projectId: id, project: membershipFor(actor, "manager") } });
  await tx.project.deleteMany({ where: { workspaceId, id, AND: membershipFor(actor, "manager") } });
  // The log of another project may still contain the text of tasks that were moved from there to this project. That
  // text must be redacted too.
  return tasks.flatMap((task) => purgeLines(task, { projectId: null, audience: NO_ACTOR_ID }));
}

/**
 * Removes all members, so that the project can't be seen or restored, and backdates its deletion so that the trash job
 * purges it next.
 */
async function deferPurge({ actor }: Ctx, tx: Tx, { workspaceId, id }: ProjectCommand): Promise<ChangeDraft[]> {
  await tx.project.updateMany({
    where: { workspaceId, id, AND: membershipFor(actor, "manager") },
    data: { deletedAt: LONG_AGO, version: { increment: 1 } },
  });
  await tx.projectMember.deleteMany({ where: { workspaceId, projectId: id } });
  return [];
}
