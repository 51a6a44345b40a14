import { uuidv7 } from "@docket/schema/uuid";
import type { TokenActor } from "../runtime/actor.ts";
import { authenticatedActor } from "../runtime/actor.ts";
import type { Ctx } from "../runtime/ctx.ts";
import type { Person } from "./person.ts";
import type { World } from "./world.ts";

type TokenOptions = Partial<Pick<TokenActor, "scopes" | "workspaceId" | "projectIds">>;

/** Returns the context for calls with a new API token of a person. It is valid for an hour, and can read tasks. */
export async function createTokenCtx(
  world: World,
  person: Person,
  { scopes = ["tasks:read"], workspaceId = null, projectIds = null }: TokenOptions = {},
): Promise<Ctx & { actor: TokenActor }> {
  const { clock, db } = world.runtime;
  const tokenId = uuidv7();
  await db.apiToken.create({
    data: {
      id: tokenId,
      userId: person.id,
      name: "Script",
      prefix: "dkt_pat_",
      hash: crypto.getRandomValues(new Uint8Array(32)),
      scopes: [...scopes],
      workspaceId,
      projectIds: [...(projectIds ?? [])],
      createdAt: clock(),
      expiresAt: new Date(clock().getTime() + 3_600_000),
    },
  });
  const token = { kind: "token", userId: person.id, tokenId, scopes, workspaceId, projectIds } as const;
  return { ...world.ctxOf(person), actor: authenticatedActor<TokenActor>(token) };
}
