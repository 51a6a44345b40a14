import type { Prisma } from "@docket/db/generated/client";
import { User } from "@docket/schema/user";

/** The columns of an account that administrators can see. */
export const userSelect = {
  id: true,
  email: true,
  name: true,
  role: true,
  status: true,
  emailVerifiedAt: true,
  createdAt: true,
  sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } },
} satisfies Prisma.UserAccountSelect;

type UserRow = Prisma.UserAccountGetPayload<{ select: typeof userSelect }>;

/** Converts an account row to the form shown to administrators. It contains no user content. */
export function toUser({ emailVerifiedAt, sessions: [latest], createdAt, ...row }: UserRow): User {
  return User.parse({
    ...row,
    isVerified: emailVerifiedAt !== null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: latest?.lastSeenAt.toISOString() ?? null,
  });
}
