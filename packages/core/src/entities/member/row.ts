import type { Prisma } from "@docket/db/generated/client";
import type { Member } from "@docket/schema/member";
import { ProjectRole } from "@docket/schema/role";

/** Relations read with every membership. */
export const memberInclude = {
  member: { select: { user: { select: { name: true, email: true, emailVerifiedAt: true } } } },
} satisfies Prisma.ProjectMemberInclude;

export type MemberRow = Prisma.ProjectMemberGetPayload<{ include: typeof memberInclude }>;

/**
 * Converts a membership to the form that other members see.
 *
 * @param isManager whether the reader manages the project; only then is the email address included
 */
export function toMember({ member: { user }, ...row }: MemberRow, isManager: boolean): Member {
  return {
    workspaceId: row.workspaceId,
    projectId: row.projectId,
    userId: row.userId,
    name: user.name,
    email: isManager ? user.email : null,
    isVerified: user.emailVerifiedAt !== null,
    role: ProjectRole.parse(row.role),
    createdAt: row.createdAt.toISOString(),
  };
}
