import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import { memberProjectIds } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { writeRows } from "../../log/command/write-rows.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference, tracked } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import type { SharedProject } from "./row.ts";
import { projectColumns, sharedPart } from "./row.ts";

/**
 * Writes the fields of a project that all members share, as a manager, and records the change.
 *
 * @throws LostRace when the project has changed since it was read, or the actor is no longer its manager
 */
export async function saveProject<P extends SharedProject>(
  ctx: Ctx,
  scope: CommandScope,
  before: P,
  after: P,
  op: ChangeOp = "update",
): Promise<P> {
  const changed = difference(before, after);
  if (!changed) return before;
  const now = ctx.now();
  const { workspaceId, id } = before;
  const guard = Prisma.sql`t.id IN (${memberProjectIds(ctx.actor, workspaceId, "manager")})`;
  await writeRows(
    scope.tx,
    "project",
    workspaceId,
    [{ ...projectColumns(after), version: before.version }],
    guard,
    now,
  );
  const saved = { ...after, version: before.version + 1, updatedAt: now.toISOString() };
  scope.record({
    entity: "project",
    entityId: id,
    op,
    projectId: id,
    audience: null,
    version: saved.version,
    ...changed,
  });
  return saved;
}

/**
 * Inserts a new project with its creator as the manager, and records it.
 *
 * @param project in the form that its creator sees
 * @param inboxOf the member whose inbox it is, otherwise null
 * @throws DomainError `conflict` when the creator has reached the limit of projects
 */
export async function insertProject(
  { tx, record }: CommandScope,
  project: Project,
  userId: Id,
  inboxOf: Id | null = null,
): Promise<void> {
  const { workspaceId, id } = project;
  await assertWithinLimit(tx, "project", { workspaceId, userId });
  await tx.project.create({
    data: {
      workspaceId,
      id,
      key: project.key,
      name: project.name,
      description: project.description,
      color: project.color,
      inboxOf,
      createdBy: project.createdBy,
      createdAt: new Date(project.createdAt),
      updatedAt: new Date(project.updatedAt),
    },
  });
  await tx.projectCounter.create({ data: { workspaceId, projectId: id } });
  await tx.projectMember.create({
    data: {
      workspaceId,
      projectId: id,
      userId,
      role: "manager",
      rank: project.rank,
      folderId: project.folderId,
      createdAt: new Date(project.createdAt),
    },
  });
  record({
    entity: "project",
    entityId: id,
    op: "create",
    projectId: id,
    audience: null,
    version: project.version,
    before: null,
    after: tracked(sharedPart(project)),
  });
}
