import { message } from "@docket/schema/message";
import type { DuplicateProject, DuplicatedProject, Project } from "@docket/schema/project";
import type { DuplicateSection, Section } from "@docket/schema/section";
import { MAX_BULK_TASKS } from "@docket/schema/task-limit";
import { deriveId } from "@docket/schema/uuid";
import { importsFor } from "../access/access.ts";
import { insertProject } from "../entities/project/definition.ts";
import { freeKey, keyFromName } from "../entities/project/key.ts";
import { sidebarRank } from "../entities/project/order.ts";
import { getProject, requireProject } from "../entities/project/queries.ts";
import { insertSection, insertSections } from "../entities/section/definition.ts";
import { newSection } from "../entities/section/input.ts";
import { sectionRank } from "../entities/section/order.ts";
import { getSection, requireOneSection } from "../entities/section/queries.ts";
import { toSection } from "../entities/section/row.ts";
import { copyTasks, insertTasks } from "../entities/task/insert.ts";
import { reserveNumbers } from "../entities/task/order.ts";
import { withDescendants } from "../entities/task/queries.ts";
import { openTasks } from "../entities/task/status.ts";
import { requireWorkspaceRole } from "../entities/workspace/queries.ts";
import type { CommandScope } from "../log/command/command.ts";
import { command } from "../log/command/command.ts";
import { lockOrder } from "../log/command/lost-race.ts";
import type { Ctx } from "../runtime/ctx.ts";
import { DomainError } from "../runtime/error.ts";
import { readCopyPlan } from "./import/copy-plan.ts";
import { startCopy } from "./import/copy.ts";

/**
 * Copies a project with its sections and open tasks. The caller is the copy's only member, so assignees are not copied.
 * A project that is too large for a single command is copied by a job, like an import, in commands of bounded size.
 *
 * @returns the copy and, for a large project, the id of the import that fills it
 * @throws DomainError `conflict` if there are too many sections or unfinished copies; `too_large`
 */
export async function duplicateProject(ctx: Ctx, input: DuplicateProject): Promise<DuplicatedProject> {
  const { workspaceId, id, newId, commandId } = input;
  const plan = await readCopyPlan(ctx, { workspaceId, id }, newId);
  return command(ctx, input, {
    kind: "project.duplicate",
    replay: async () => {
      const job = await ctx.db.importJob.count({ where: { workspaceId, id: newId, AND: importsFor(ctx.actor) } });
      return { ...(await getProject(ctx, { workspaceId, id: newId })), importId: job === 0 ? null : newId };
    },
    run: async (scope) => {
      await requireWorkspaceRole(scope.tx, ctx.actor, workspaceId, "member");
      const original = await requireProject(scope.tx, ctx.actor, input, "viewer");
      const now = ctx.now().toISOString();
      const name = input.name ?? original.name;
      const project: Project = {
        ...original,
        id: newId,
        name,
        key: await freeKey(scope.tx, { workspaceId, userId: ctx.actor.userId }, keyFromName(name)),
        isInbox: false,
        version: 1,
        createdBy: ctx.actor.userId,
        createdAt: now,
        updatedAt: now,
        archivedAt: null,
        role: "manager",
        rank: await sidebarRank(ctx, scope, workspaceId, { after: id }),
        isFavourite: false,
      };
      await insertProject(scope, project, ctx.actor.userId);
      if (plan) {
        await startCopy(ctx, scope, project, plan, { project: original, commandId });
        return { result: { id: newId }, answer: { ...project, importId: newId } };
      }
      const sections = await scope.tx.section.findMany({
        where: { workspaceId, projectId: id, deletedAt: null },
        orderBy: [{ rank: "asc" }, { id: "asc" }],
      });
      await insertSections(
        scope,
        sections.map(toSection).map(({ id: oldId, name: title, rank, isDoneColumn }) => ({
          ...newSection(ctx, { workspaceId, projectId: newId, id: deriveId(newId, oldId), name: title, rank }),
          isDoneColumn,
        })),
      );
      await copyInto(ctx, scope, {
        workspaceId,
        from: { projectId: id },
        projectId: newId,
        seed: newId,
        keepAssignees: false,
      });
      return { result: { id: newId }, answer: { ...project, importId: null } };
    },
  });
}

/** Copies a section with its open tasks and places the copy directly after it. Requires the editor role. */
export function duplicateSection(ctx: Ctx, input: DuplicateSection): Promise<Section> {
  const { workspaceId, id, newId } = input;
  return command(ctx, input, {
    kind: "section.duplicate",
    replay: () => getSection(ctx, { workspaceId, id: newId }),
    run: async (scope) => {
      const original = await requireOneSection(scope.tx, ctx.actor, input, "editor");
      const { projectId } = original;
      await lockOrder(scope.tx, workspaceId, [projectId]);
      const rank = await sectionRank(ctx, scope, workspaceId, projectId, { after: id });
      const section = newSection(ctx, { workspaceId, projectId, id: newId, name: input.name ?? original.name, rank });
      await insertSection(scope, section);
      await copyInto(ctx, scope, {
        workspaceId,
        from: { projectId, sectionId: id },
        projectId,
        sectionId: newId,
        seed: newId,
        keepAssignees: true,
      });
      return { result: { id: newId }, answer: section };
    },
  });
}

type CopyOrder = {
  workspaceId: string;
  from: { projectId: string; sectionId?: string };
  projectId: string;
  /** Section for all copies. If absent, each copy is placed in the copy of the original's section. */
  sectionId?: string;
  /** Namespace of the copies' ids. */
  seed: string;
  keepAssignees: boolean;
};

async function copyInto(
  ctx: Ctx,
  scope: CommandScope,
  { workspaceId, from, projectId, sectionId, seed, keepAssignees }: CopyOrder,
): Promise<void> {
  const open = await scope.tx.task.findMany({
    where: { workspaceId, ...from, deletedAt: null, ...openTasks },
    select: { id: true },
    take: MAX_BULK_TASKS + 1,
  });
  if (open.length > MAX_BULK_TASKS)
    throw new DomainError("conflict", message`More than ${MAX_BULK_TASKS} open tasks can't be copied at once.`);
  const ids = new Set(open.map((task) => task.id));
  const tasks = (await withDescendants(scope.tx, workspaceId, [...ids])).filter((task) => ids.has(task.id));
  const copies = copyTasks(
    ctx,
    tasks,
    (task) => deriveId(seed, task.id),
    await reserveNumbers(scope, workspaceId, projectId, tasks.length),
  );
  await insertTasks(
    scope,
    copies.map((copy, index) => {
      const { parentId, sectionId: oldSection } = tasks[index] ?? copy;
      return {
        ...copy,
        projectId,
        sectionId: sectionId ?? (oldSection === null ? null : deriveId(seed, oldSection)),
        // The parent of an open task may be closed, in which case the parent isn't copied.
        parentId: parentId !== null && ids.has(parentId) ? copy.parentId : null,
        assigneeIds: keepAssignees ? copy.assigneeIds : [],
      };
    }),
  );
}
