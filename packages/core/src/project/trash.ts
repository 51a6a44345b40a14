import type { Project, ProjectCommand } from "@docket/schema/project";
import { TREE_LIMIT } from "@docket/schema/task-limit";
import { membershipFor } from "../access.ts";
import { command } from "../command/command.ts";
import type { ChangeDraft } from "../command/record.ts";
import { purgeLine, purgedTasks } from "../command/record.ts";
import type { Ctx, Tx } from "../ctx.ts";
import { notFound } from "../error.ts";
import { forgetOriginsIn } from "../import/known-row.ts";
import { lockMembers } from "../member/store.ts";
import { expiredTasks, NOBODY } from "../trash/purge.ts";
import { refuseInbox } from "./input.ts";
import { findProject, requireProject } from "./queries.ts";
import { saveProject } from "./store.ts";

/**
 * Throws a project away: everything in it is hidden with it, for all its members, until it is restored. Managers only.
 *
 * @throws DomainError `conflict` for an inbox
 */
export function trashProject(ctx: Ctx, input: ProjectCommand): Promise<Project> {
  return setTrashed(ctx, input, "project.trash", true);
}

/** Brings a project back as it was thrown away. Managers only. */
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
      if (isTrashed) refuseInbox(before, "thrown away");
      if (isTrashed === (before.deletedAt !== null)) throw notFound("Project");
      const deletedAt = isTrashed ? ctx.now().toISOString() : null;
      const answer = await saveProject(ctx, scope, before, { ...before, deletedAt }, isTrashed ? "trash" : "restore");
      return { result: { id }, answer };
    },
  });
}

function throwGone(): never {
  throw notFound("Project");
}

/** When it went to the trash, for a project that is to be removed at once. */
const LONG_AGO = new Date(0);

/**
 * Removes a project from the trash for good, with everything in it. Managers only; what remains in the change log are ids. One
 * with more than 5,000 tasks is gone for everybody at once, and the job that empties the trash takes what was in it within
 * minutes: a request may not last as long as that does.
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
      // Read again under the lock: it may have been brought back at this moment, or the right to it may be gone.
      const project = await requireProject(tx, ctx.actor, input, "manager", "any");
      if (project.deletedAt === null) throw notFound("Project");
      const members = await tx.projectMember.findMany({
        where: { workspaceId, projectId: id },
        select: { userId: true },
      });
      const isLarge = (await tx.task.count({ where: { workspaceId, projectId: id } })) > TREE_LIMIT;
      const gone = isLarge ? await leaveToTheJob(ctx, tx, input) : await removeProject(ctx, tx, input);
      for (const line of gone) record(line);
      // Nobody is a member any more, so each former member is told by name.
      for (const { userId } of members) record(purgeLine("project", id, { projectId: null, audience: userId }));
      return { result: { id }, answer: { id } };
    },
  });
}

async function removeProject({ actor }: Ctx, tx: Tx, { workspaceId, id }: ProjectCommand): Promise<ChangeDraft[]> {
  const tasks = await expiredTasks(tx, { workspaceId, projectId: id });
  await forgetOriginsIn(tx, { workspaceId, id });
  // Sections and parents are held by their tasks; with the project gone all of them go in one statement.
  await tx.task.updateMany({ where: { workspaceId, projectId: id }, data: { parentId: null, sectionId: null } });
  await tx.task.deleteMany({ where: { workspaceId, projectId: id, project: membershipFor(actor, "manager") } });
  await tx.project.deleteMany({ where: { workspaceId, id, AND: membershipFor(actor, "manager") } });
  // Their words may stand in another project's part of the log, from before a move, and are to be blanked there too.
  return purgedTasks(tasks, { projectId: null, audience: NOBODY });
}

/** Takes the project from all its members, so that nobody sees it or can bring it back, and from the trash its time. */
async function leaveToTheJob({ actor }: Ctx, tx: Tx, { workspaceId, id }: ProjectCommand): Promise<ChangeDraft[]> {
  await tx.project.updateMany({
    where: { workspaceId, id, AND: membershipFor(actor, "manager") },
    data: { deletedAt: LONG_AGO, version: { increment: 1 } },
  });
  await tx.projectMember.deleteMany({ where: { workspaceId, projectId: id } });
  return [];
}
