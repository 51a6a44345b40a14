import type { Id } from "@docket/schema/id";
import type { JobActor } from "../actor.ts";
import { authenticatedActor } from "../actor.ts";
import type { Ctx } from "../ctx.ts";
import { DomainError } from "../error.ts";
import type { Runtime } from "../runtime.ts";

/** Who started a job, by what is stored with it. */
export type JobOwner = { id: Id; userId: Id; tokenId: Id | null };

/**
 * The context in which a job does its next step: as the person who started it, with the rights that they, and the token
 * they used, have at this moment.
 *
 * @throws DomainError `forbidden` when the account is no longer active, or the token was revoked, has expired or lost the scope
 */
export async function jobCtx(runtime: Runtime, owner: JobOwner): Promise<Ctx & { actor: JobActor }> {
  const { db } = runtime;
  const now = runtime.clock();
  const user = await db.userAccount.findUnique({ where: { id: owner.userId }, select: { status: true } });
  if (user?.status !== "active")
    throw new DomainError("forbidden", "The account that started this is no longer active.");
  const projectIds = owner.tokenId === null ? null : await tokenProjects(runtime, owner.tokenId, now);
  const actor = authenticatedActor<JobActor>({ kind: "job", userId: owner.userId, tokenId: owner.tokenId, projectIds });
  const request = { id: owner.id, ip: null, userAgent: "import" };
  return { runtime, db, request, actor, now: () => runtime.clock() };
}

async function tokenProjects({ db }: Runtime, id: Id, now: Date): Promise<Id[] | null> {
  const token = await db.apiToken.findFirst({
    where: { id, revokedAt: null, expiresAt: { gt: now }, scopes: { has: "import" } },
    select: { projectIds: true },
  });
  if (!token) throw new DomainError("forbidden", "The access token that started this is no longer valid.");
  return token.projectIds.length === 0 ? null : token.projectIds;
}
