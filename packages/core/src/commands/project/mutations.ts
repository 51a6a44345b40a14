import type { CreateProject, MoveProject, Project, UpdateProject } from "@docket/schema/project";
import { foldersFor } from "../../access/access.ts";
import { saveEntities } from "../../entities/entity.ts";
import { insertProject, projectEntity } from "../../entities/project/definition.ts";
import { refuseInbox } from "../../entities/project/input.ts";
import { freeKey, keyFromName, refuseTakenKey } from "../../entities/project/key.ts";
import { sidebarRank } from "../../entities/project/order.ts";
import { placementOf, savePlacements } from "../../entities/project/placement.ts";
import { getProject, requireProject } from "../../entities/project/queries.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import { command } from "../../log/command/command.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";

/**
 * Creates a project with the caller as its manager. Requires the member role in the workspace.
 *
 * @throws DomainError `not_found`, `forbidden` for guests, `conflict` if another of the caller's projects has the same
 *   key
 */
export function createProject(ctx: Ctx, input: CreateProject): Promise<Project> {
  const { workspaceId, id, folderId } = input;
  return command(ctx, input, {
    kind: "project.create",
    replay: () => getProject(ctx, { workspaceId, id }),
    run: async (scope) => {
      await requireWorkspaceRole(scope.tx, ctx.actor, workspaceId, "member");
      if (folderId !== null) await requireFolder(ctx, scope.tx, workspaceId, folderId);
      const owner = { workspaceId, userId: ctx.actor.userId };
      if (input.key !== undefined) await refuseTakenKey(scope.tx, owner, input.key);
      const now = ctx.now().toISOString();
      const project: Project = {
        workspaceId,
        id,
        key: input.key ?? (await freeKey(scope.tx, owner, keyFromName(input.name))),
        name: input.name,
        description: input.description,
        color: input.color,
        isInbox: false,
        version: 1,
        createdBy: ctx.actor.userId,
        createdAt: now,
        updatedAt: now,
        archivedAt: null,
        deletedAt: null,
        role: "manager",
        rank: await sidebarRank(ctx, scope, workspaceId, {}),
        folderId,
        isFavourite: false,
      };
      await insertProject(scope, project, ctx.actor.userId);
      return { result: { id }, answer: project };
    },
  });
}

async function requireFolder(ctx: Ctx, tx: Tx, workspaceId: string, folderId: string): Promise<void> {
  const known = await tx.folder.count({ where: { workspaceId, id: folderId, AND: foldersFor(ctx.actor) } });
  if (known === 0) throw notFound("Folder");
}

/**
 * Changes the fields of a project that are shared by all members. Requires the manager role.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict`
 */
export function updateProject(ctx: Ctx, input: UpdateProject): Promise<Project> {
  const { workspaceId, id, set, baseVersion } = input;
  return command(ctx, input, {
    kind: "project.update",
    replay: () => getProject(ctx, { workspaceId, id }),
    run: async (scope) => {
      const before = await requireProject(scope.tx, ctx.actor, input, "manager");
      const { isArchived, ...fields } = set;
      if (isArchived !== undefined) refuseInbox(before, "archived");
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      await mergeOntoCurrent(scope.tx, ctx.actor, {
        workspaceId,
        entityId: id,
        baseVersion,
        current: before,
        set: given,
        textFields: ["name", "description"],
      });
      const archivedAt = isArchived === undefined ? before.archivedAt : isArchived ? ctx.now().toISOString() : null;
      const [answer = before] = await saveEntities(projectEntity, ctx, scope, [
        { before, after: { ...before, ...given, archivedAt } },
      ]);
      return { result: { id }, answer };
    },
  });
}

/** Moves a project in the caller's own sidebar, or sets whether it is a favourite. Other members are not affected. */
export function moveProject(ctx: Ctx, input: MoveProject): Promise<Project> {
  const { workspaceId, id, folderId, isFavourite } = input;
  return command(ctx, input, {
    kind: "project.move",
    replay: () => getProject(ctx, { workspaceId, id }),
    run: async (scope) => {
      const before = await requireProject(scope.tx, ctx.actor, input, "viewer");
      if (folderId) await requireFolder(ctx, scope.tx, workspaceId, folderId);
      const isPlaced = input.after !== undefined || input.before !== undefined;
      const after: Project = {
        ...before,
        rank: isPlaced ? await sidebarRank(ctx, scope, workspaceId, input, [id]) : before.rank,
        folderId: folderId === undefined ? before.folderId : folderId,
        isFavourite: isFavourite ?? before.isFavourite,
      };
      await savePlacements(ctx, scope, [{ before: placementOf(before), after: placementOf(after) }]);
      return { result: { id }, answer: after };
    },
  });
}
