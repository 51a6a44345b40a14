import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import { memberProjectIds } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange, insertRows } from "../entity.ts";
import { findProject } from "./queries.ts";
import type { SharedProject } from "./row.ts";
import { projectFields, sharedPart } from "./row.ts";

/** Projects: the fields that all members share and managers can change. */
export const projectEntity = {
  table: "project",
  fields: projectFields,
  guard: ({ actor }, workspaceId) => Prisma.sql`t.id IN (${memberProjectIds(actor, workspaceId, "manager")})`,
  readers: ({ id }) => ({ projectId: id, audience: null }),
  find: async (tx, { actor }, workspaceId, ids) => {
    const projects = await Promise.all(ids.map((id) => findProject(tx, actor, { workspaceId, id }, "any")));
    return projects.filter((project): project is Project => project?.role === "manager");
  },
} satisfies EntityDefinition<SharedProject>;

/**
 * Inserts a new project, makes its creator the manager and records it in the change log.
 *
 * @param project as its creator sees it
 * @param inboxOf the member whose inbox it is, or null
 * @throws DomainError `conflict` if the creator has reached the project limit
 */
export async function insertProject(
  scope: CommandScope,
  project: Project,
  userId: Id,
  inboxOf: Id | null = null,
): Promise<void> {
  const { tx } = scope;
  const { workspaceId, id } = project;
  await assertWithinLimit(tx, "project", { workspaceId, userId });
  await insertRows(tx, projectEntity, [project], { inbox_of: inboxOf });
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
  scope.record(createdChange("project", project, projectEntity.readers(project), sharedPart(project)));
}
