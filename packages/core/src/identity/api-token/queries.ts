import type { ApiToken, ListApiTokens } from "@docket/schema/api-token";
import type { Page } from "@docket/schema/page";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";
import { toApiToken } from "./row.ts";

const cursor = cursorOf("api-token.list", TimeAndId);

/** Lists the caller's unrevoked tokens, including expired ones, newest first. */
export async function listApiTokens(ctx: PersonCtx, { limit, cursor: text }: ListApiTokens): Promise<Page<ApiToken>> {
  const { userId } = ctx.actor;
  const [lastCreatedAt, lastId] = cursor.decode(userId, text) ?? [];
  const afterCursor =
    lastCreatedAt === undefined || lastId === undefined
      ? {}
      : {
          OR: [
            { createdAt: { lt: new Date(lastCreatedAt) } },
            { createdAt: new Date(lastCreatedAt), id: { lt: lastId } },
          ],
        };
  const rows = await ctx.db.apiToken.findMany({
    where: { userId, revokedAt: null, AND: afterCursor },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  return toPage(rows.map(toApiToken), limit, (token) => cursor.encode(userId, [token.createdAt, token.id]));
}
