import type { Id } from "@docket/schema/id";
import type { Scope } from "@docket/schema/scope";
import type { JobActor } from "../actor.ts";
import type { Ctx } from "../ctx.ts";
import { DomainError } from "../error.ts";
import type { Runtime } from "../runtime.ts";
import { actorForJob } from "../session/authenticate.ts";

/** Who started a job, by what is stored with it. */
export type JobOwner = { id: Id; userId: Id; tokenId: Id | null };

/**
 * The context in which a job does its next step: as the person who started it, with the rights that they, and the token
 * they used, have at this moment.
 *
 * @param scope what the token must still be allowed
 * @throws DomainError `forbidden` when the account is no longer active, or the token was revoked, has expired or lost the scope
 */
export async function jobCtx(
  runtime: Runtime,
  owner: JobOwner,
  scope: Scope = "import",
): Promise<Ctx & { actor: JobActor }> {
  const actor = await actorForJob(runtime, owner, scope);
  if (!actor) throw new DomainError("forbidden", "The account or the token that started this is no longer active.");
  const request = { id: owner.id, ip: null, userAgent: "import" };
  return { runtime, db: runtime.db, request, actor, now: () => runtime.clock() };
}
