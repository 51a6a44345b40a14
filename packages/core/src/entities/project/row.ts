import type { Prisma } from "@docket/db/generated/client";
import { Color } from "@docket/schema/color";
import type { Project } from "@docket/schema/project";
import { ProjectRole } from "@docket/schema/role";
import type { Actor } from "../../runtime/actor.ts";
import { notFound } from "../../runtime/error.ts";
import type { FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity } from "../field.ts";

/**
 * Returns the relations read with every project: the caller's own membership, which contains the project's position in
 * their sidebar. The folder's deletion date is included, because a trashed folder is ignored.
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

type MemberRow = ProjectRow["members"][number];

const { plain, instant, parsed, computed } = fieldsIn<ProjectRow & { member: MemberRow }>();

/** How the fields of a project are stored. The last four are stored in the caller's membership. */
export const projectFields: FieldsOf<Project, ProjectRow & { member: MemberRow }> = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  key: fixed(plain("key")),
  name: plain("name"),
  description: plain("description"),
  color: parsed("color", Color),
  isInbox: computed((row) => row.inboxOf !== null),
  version: plain("version"),
  createdBy: fixed(plain("createdBy")),
  createdAt: fixed(instant("createdAt")),
  updatedAt: instant("updatedAt"),
  archivedAt: instant("archivedAt"),
  deletedAt: instant("deletedAt"),
  role: computed(({ member }) => ProjectRole.parse(member.role)),
  rank: computed(({ member }) => member.rank),
  folderId: computed(({ member }) => (member.folder?.deletedAt === null ? member.folderId : null)),
  isFavourite: computed(({ member }) => member.isFavourite),
};

/**
 * Converts a row to the project as the caller sees it.
 *
 * @throws DomainError `not_found` if the caller's membership ended after the project was read (the membership is read
 *   by a separate statement)
 */
export function toProject(row: ProjectRow): Project {
  const [member] = row.members;
  if (!member) throw notFound("Project");
  return readEntity(projectFields, { ...row, member });
}

/** The part of a project that all members share and that is recorded in the change log. */
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
