import { Prisma } from "@docket/db/generated/client";
import { foldEmail } from "@docket/schema/account";
import type { Page } from "@docket/schema/page";
import { Timestamp } from "@docket/schema/timestamp";
import type { ListPendingPeople, ListUsers, PendingPerson, User } from "@docket/schema/user";
import { z } from "zod";
import { cursorOf, TimeAndId, toPage } from "../cursor.ts";
import type { PersonCtx } from "../session/queries.ts";
import { toUser, userSelect } from "./row.ts";

const cursor = cursorOf("user.list", TimeAndId);

/** A page of the accounts of the installation, the newest first. Administrators only (the procedure sees to that). */
export async function listUsers(
  ctx: PersonCtx,
  { query, status, limit, cursor: text }: ListUsers,
): Promise<Page<User>> {
  const binding = { query, status: status ?? null };
  const [made, lastId] = cursor.decode(binding, text) ?? [];
  const behind =
    made === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { lt: new Date(made) } }, { createdAt: new Date(made), id: { lt: lastId } }] };
  const named: Prisma.UserAccountWhereInput =
    query === ""
      ? {}
      : {
          OR: [{ name: { contains: query, mode: "insensitive" } }, { email: { contains: query, mode: "insensitive" } }],
        };
  const rows = await ctx.db.userAccount.findMany({
    where: { status: status ?? { not: "deleted" }, AND: [behind, named] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: userSelect,
  });
  return toPage(rows.map(toUser), limit, (user) => cursor.encode(binding, [user.createdAt, user.id]));
}

const pendingCursor = cursorOf("user.pending", z.tuple([Timestamp, z.string().regex(/^[0-9a-f]{64}$/)]));

type PendingRow = {
  email: string;
  purpose: string;
  is_into_workspace: boolean;
  created_at: Date;
  expires_at: Date;
  hash: string;
};

/**
 * A page of those who have been sent a link to an account here and have none yet, the newest first: by their own wish, by an
 * administrator or by a workspace, which is not named. Administrators only (the procedure sees to that).
 */
export async function listPendingPeople(ctx: PersonCtx, input: ListPendingPeople): Promise<Page<PendingPerson>> {
  const { query, limit } = input;
  const [made, lastHash] = pendingCursor.decode({ query }, input.cursor) ?? [];
  const behind =
    made === undefined || lastHash === undefined
      ? Prisma.empty
      : Prisma.sql`AND (t.created_at, t.hash) < (${made}::timestamptz, decode(${lastHash}, 'hex'))`;
  const rows = await ctx.db.$queryRaw<PendingRow[]>`
    SELECT t.email, t.purpose, t.payload ? 'workspaceId' AS is_into_workspace, t.created_at, t.expires_at,
      encode(t.hash, 'hex') AS hash
    FROM one_time_token t
    WHERE t.purpose IN ('verify_email', 'invite') AND t.user_id IS NULL AND t.used_at IS NULL AND t.expires_at > ${ctx.now()}
      AND t.email IS NOT NULL AND strpos(t.email, ${foldEmail(query)}) > 0 ${behind}
    ORDER BY t.created_at DESC, t.hash DESC LIMIT ${limit + 1}`;
  const page = toPage(rows, limit, (row) => pendingCursor.encode({ query }, [row.created_at.toISOString(), row.hash]));
  return { ...page, items: page.items.map(toPendingPerson) };
}

function toPendingPerson(row: PendingRow): PendingPerson {
  const kindOfInvitation = row.is_into_workspace ? "workspace" : "account";
  return {
    email: row.email,
    kind: row.purpose === "verify_email" ? "registration" : kindOfInvitation,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
