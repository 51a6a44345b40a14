import type { CreateSection, MoveSection, Section, UpdateSection } from "@docket/schema/section";
import { saveEntities } from "../../entities/entity.ts";
import { requireProject } from "../../entities/project/queries.ts";
import { insertSection, sectionEntity } from "../../entities/section/definition.ts";
import { newSection } from "../../entities/section/input.ts";
import { sectionRank } from "../../entities/section/order.ts";
import { getSection, lockSection, requireOneSection, tasksIn } from "../../entities/section/queries.ts";
import { taskEntity } from "../../entities/task/definition.ts";
import { adaptToProject } from "../../entities/task/order.ts";
import { changesBelow } from "../../entities/task/placement.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import { lockOrder } from "../../log/command/lost-race.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";

/** Creates a section in a project, at a position or at the end. Requires the editor role. */
export function createSection(ctx: Ctx, input: CreateSection): Promise<Section> {
  const { workspaceId, projectId, id } = input;
  return command(ctx, input, {
    kind: "section.create",
    replay: () => getSection(ctx, { workspaceId, id }),
    run: async (scope) => {
      await requireProject(scope.tx, ctx.actor, { workspaceId, id: projectId }, "editor");
      await lockOrder(scope.tx, workspaceId, [projectId]);
      const rank = await sectionRank(ctx, scope, workspaceId, projectId, input);
      const section = newSection(ctx, { workspaceId, projectId, id, name: input.name, rank });
      await insertSection(scope, section);
      return { result: { id }, answer: section };
    },
  });
}

/** Renames a section, or makes it the section for completed tasks. Requires the editor role. */
export function updateSection(ctx: Ctx, input: UpdateSection): Promise<Section> {
  const { workspaceId, id, set, baseVersion } = input;
  return command(ctx, input, {
    kind: "section.update",
    replay: () => getSection(ctx, { workspaceId, id }),
    run: async (scope) => {
      const before = await requireOneSection(scope.tx, ctx.actor, input, "editor");
      const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
      await mergeOntoCurrent(scope.tx, ctx.actor, {
        workspaceId,
        entityId: id,
        baseVersion,
        current: before,
        set: given,
        textFields: ["name"],
      });
      const [answer = before] = await saveEntities(sectionEntity, ctx, scope, [
        { before, after: { ...before, ...given } },
      ]);
      return { result: { id }, answer };
    },
  });
}

/**
 * Moves a section to another position, or to another project along with its tasks, which get new numbers there.
 * Requires the editor role in both projects.
 */
export function moveSection(ctx: Ctx, input: MoveSection): Promise<Section> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "section.move",
    replay: () => getSection(ctx, { workspaceId, id }),
    run: async (scope) => {
      const also = input.projectId === undefined ? [] : [input.projectId];
      const before = await lockSection(scope.tx, ctx.actor, input, "editor", "live", also);
      const projectId = input.projectId ?? before.projectId;
      await requireProject(scope.tx, ctx.actor, { workspaceId, id: projectId }, "editor");
      const rank = await sectionRank(ctx, scope, workspaceId, projectId, input, [id]);
      if (projectId === before.projectId) {
        const [answer = before] = await saveEntities(sectionEntity, ctx, scope, [
          { before, after: { ...before, rank }, op: "move" },
        ]);
        return { result: { id }, answer };
      }
      await assertWithinLimit(scope.tx, "section", { workspaceId, projectId });
      return { result: { id }, answer: await moveToProject(ctx, scope, before, projectId, rank) };
    },
  });
}

/**
 * Moves a section to another project. A section and its tasks must always be in the same project, so this takes three
 * steps: take the tasks out of the section, move the section, then move the tasks. Trashed tasks stay in the old
 * project, outside any section.
 */
async function moveToProject(
  ctx: Ctx,
  scope: CommandScope,
  before: Section,
  projectId: string,
  rank: string,
): Promise<Section> {
  const { workspaceId, id } = before;
  const tree = await tasksIn(scope.tx, before, "any");
  const tasks = tree.filter((task) => task.deletedAt === null);
  const inside = new Set(tasks.map((task) => task.id));
  const changes = tasks.map((task) => {
    const parentId = task.parentId !== null && inside.has(task.parentId) ? task.parentId : null;
    return { before: task, after: { ...task, projectId, sectionId: id, parentId }, op: "move" as const };
  });
  await saveEntities(taskEntity, ctx, scope, changesBelow(tree, changes, new Set([id])));
  await scope.tx.task.updateMany({ where: { workspaceId, id: { in: [...inside] } }, data: { sectionId: null } });
  const [moved = before] = await saveEntities(sectionEntity, ctx, scope, [
    { before, after: { ...before, projectId, rank }, op: "move" },
  ]);
  await saveEntities(taskEntity, ctx, scope, await adaptToProject(scope, { workspaceId, projectId }, changes));
  return moved;
}
