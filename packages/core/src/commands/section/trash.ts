import type { Section, SectionCommand } from "@docket/schema/section";
import { membershipFor } from "../../access/access.ts";
import { saveEntities } from "../../entities/entity.ts";
import { deleteOrigins } from "../../entities/origin/known-row.ts";
import { inTrashedProject } from "../../entities/project/queries.ts";
import { sectionEntity } from "../../entities/section/definition.ts";
import { getSection, lockSection, tasksIn } from "../../entities/section/queries.ts";
import { taskEntity } from "../../entities/task/definition.ts";
import { purgeTasksWhere } from "../../entities/task/purge.ts";
import { tasksWhere } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import { purgeLine } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";

/** Moves a section and its tasks to the trash. Requires the editor role. */
export function trashSection(ctx: Ctx, input: SectionCommand): Promise<Section> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "section.trash",
    replay: () => getSection(ctx, { workspaceId, id }, "any"),
    run: async (scope) => {
      const before = await lockSection(scope.tx, ctx.actor, input, "editor");
      const trash = { deletedAt: ctx.now().toISOString(), deletedRoot: id };
      const tasks = await tasksIn(scope.tx, before, "live");
      await saveEntities(
        taskEntity,
        ctx,
        scope,
        tasks.map((task) => ({ before: task, after: { ...task, ...trash }, op: "trash" as const })),
      );
      const [answer = before] = await saveEntities(sectionEntity, ctx, scope, [
        { before, after: { ...before, ...trash }, op: "trash" },
      ]);
      return { result: { id }, answer };
    },
  });
}

/**
 * Restores a section with exactly the tasks that were trashed with it. Requires the editor role.
 *
 * @throws DomainError `not_found` if it is not in the trash; `conflict` if its project is in the trash
 */
export function restoreSection(ctx: Ctx, input: SectionCommand): Promise<Section> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "section.restore",
    replay: () => getSection(ctx, { workspaceId, id }, "any"),
    run: async (scope) => {
      const inTrash = await scope.tx.section.findFirst({
        where: {
          workspaceId,
          id,
          project: { deletedAt: { not: null }, AND: membershipFor(ctx.actor, "viewer") },
        },
        select: { project: { select: { id: true, name: true } } },
      });
      if (inTrash) throw inTrashedProject(inTrash.project);
      const before = await lockSection(scope.tx, ctx.actor, input, "editor", "any");
      if (before.deletedAt === null) throw notFound("Section");
      const back = { deletedAt: null, deletedRoot: null };
      const [answer = before] = await saveEntities(sectionEntity, ctx, scope, [
        { before, after: { ...before, ...back }, op: "restore" },
      ]);
      const trashedWith = await tasksWhere(scope.tx, { workspaceId, deletedRoot: id });
      await saveEntities(
        taskEntity,
        ctx,
        scope,
        trashedWith.map((task) => ({ before: task, after: { ...task, ...back }, op: "restore" as const })),
      );
      return { result: { id }, answer };
    },
  });
}

/** Purges a section from the trash, along with the tasks that were trashed with it. Requires the manager role. */
export function purgeSection(ctx: Ctx, input: SectionCommand): Promise<{ id: string }> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "section.purge",
    replay: async () => ({ id }),
    run: async ({ tx, record }) => {
      const section = await lockSection(tx, ctx.actor, input, "manager", "any");
      if (section.deletedAt === null) throw notFound("Section");
      const tasks = await purgeTasksWhere(tx, { workspaceId, deletedRoot: id }, { now: ctx.now(), sectionId: id });
      await deleteOrigins(tx, workspaceId, [id]);
      await tx.section.delete({ where: { workspaceId_id: { workspaceId, id } } });
      for (const line of [...tasks, purgeLine("section", id, sectionEntity.readers(section))]) record(line);
      return { result: { id }, answer: { id } };
    },
  });
}
