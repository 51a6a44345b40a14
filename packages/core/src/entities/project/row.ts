import type { Prisma } from "@docket/db/generated/client";
import { Color } from "@docket/schema/color";
import type { Project } from "@docket/schema/project";
import { ProjectRole } from "@docket/schema/role";
import type { RowWrite } from "../../log/command/write-rows.ts";
import type { Actor } from "../../runtime/actor.ts";
import { notFound } from "../../runtime/error.ts";

/**
 * Returns the relations that are read with every project: the caller's own membership, which contains the project's
 * position in their sidebar. The folder's deletion date is included, because a trashed folder is ignored.
 */
export function projectInclude(actor: Actor) {
  return {
    members: {
      where: { userId: actor.userId },
      select: { role: true, rank: true, folderId: true, isFavourite: true, folder: { select: { deletedAt: true } } },
    },
  } satisfies Prisma.ProjectInclude;
}

export type ProjectRow = Prisma.ProjectGetPayload<{ include: ReturnType<typeof projectInclude> }>;

/**
 * Converts a project to the form that the caller sees.
 *
 * @throws DomainError `not_found` when the caller's membership ended after the project was read (it is read by a
 *   separate statement)
 */
export function toProject({ members: [member], ...row }: ProjectRow): Project {
  if (!member) throw notFound("Project");
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    color: Color.parse(row.color),
    isInbox: row.inboxOf !== null,
    version: row.version,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    role: ProjectRole.parse(member.role),
    rank: member.rank,
    folderId: member.folder?.deletedAt === null ? member.folderId : null,
    isFavourite: member.isFavourite,
  };
}

/** The part of a project that is shared by all members and recorded in the change log. */
export type SharedProject = Omit<Project, "role" | "rank" | "folderId" | "isFavourite">;

export function sharedPart({
  role: _role,
  rank: _rank,
  folderId: _folderId,
  isFavourite: _isFavourite,
  ...shared
}: Project): SharedProject {
  return shared;
}

/** Returns the columns of a project that can change. */
export function projectColumns(project: SharedProject): RowWrite {
  return {
    id: project.id,
    version: project.version,
    name: project.name,
    description: project.description,
    color: project.color,
    archived_at: project.archivedAt,
    deleted_at: project.deletedAt,
  };
}
