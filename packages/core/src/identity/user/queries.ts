import type { Prisma } from "@docket/db/generated/client";
import type { Page } from "@docket/schema/page";
import type { ListUsers, User } from "@docket/schema/user";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";
import { toUser, userSelect } from "./row.ts";

const cursor = cursorOf("user.list", TimeAndId);

/** Returns a page of the installation's accounts, newest first. The procedure restricts this to administrators. */
export async function listUsers(
  ctx: PersonCtx,
  { query, status, limit, cursor: text }: ListUsers,
): Promise<Page<User>> {
  const binding = { query, status: status ?? null };
  const [made, lastId] = cursor.decode(binding, text) ?? [];
  const afterCursor =
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
    where: { status: status ?? { not: "deleted" }, AND: [afterCursor, named] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: userSelect,
  });
  return toPage(rows.map(toUser), limit, (user) => cursor.encode(binding, [user.createdAt, user.id]));
}
