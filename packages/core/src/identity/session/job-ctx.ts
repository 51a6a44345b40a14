import type { Id } from "@docket/schema/id";
import type { Scope } from "@docket/schema/scope";
import type { JobActor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { actorForJob } from "./authenticate.ts";

/** The user and token that started a job, as stored with the job. */
export type JobOwner = { id: Id; userId: Id; tokenId: Id | null };

/**
 * Returns the context for a job's next step. The job acts on behalf of the user who started it, with the current
 * permissions of that user and of the token that was used.
 *
 * @param scope the scope that the token must still have
 * @throws DomainError `forbidden` if the account is no longer active, or the token was revoked, has expired or lost the
 *   scope
 */
export async function createJobCtx(
  runtime: Runtime,
  owner: JobOwner,
  scope: Scope,
): Promise<Ctx & { actor: JobActor }> {
  const actor = await actorForJob(runtime, owner, scope);
  if (!actor) throw new DomainError("forbidden", "The account or the token that started this is no longer active.");
  const request = { id: owner.id, ip: null, userAgent: "import", locale: "en" as const };
  // All changes of a step happen at one time, which is that of its entries in the change log.
  const now = runtime.clock();
  return { runtime, db: runtime.db, request, actor, now: () => now };
}
