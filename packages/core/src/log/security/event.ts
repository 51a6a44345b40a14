import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import type { Actor } from "../../runtime/actor.ts";
import { tokenIdOf } from "../../runtime/actor.ts";
import { storedIp } from "../../runtime/client-ip.ts";
import type { Ctx, RequestInfo, Tx } from "../../runtime/ctx.ts";
import type { Fields } from "../../runtime/json.ts";

/** The names of security events. They follow the OWASP Logging Vocabulary. */
export type SecurityEventKind =
  | `authn_${string}`
  | `authz_${string}`
  | `session_${string}`
  | `user_${string}`
  | `privilege_${string}`
  | `project_${string}`
  | `sensitive_${string}`
  | `excess_${string}`
  | `malicious_${string}`
  | `sys_${string}`;

export type SecurityEventDraft = {
  kind: SecurityEventKind;
  outcome: "success" | "failure" | "denied";
  actor?: Actor | null;
  subjectId?: Id | null;
  workspaceId?: Id | null;
  projectId?: Id | null;
  /** Ids, counts and reasons; never a title, an address or a secret. */
  meta?: Fields;
};

/**
 * Writes a security event. For a success, pass the transaction of the action. For a failure or denial, pass the
 * database client itself, because an event written in a transaction that rolls back is lost.
 */
export async function recordSecurityEvent(
  db: Tx,
  request: RequestInfo,
  at: Date,
  draft: SecurityEventDraft,
): Promise<void> {
  const { actor } = draft;
  await db.securityEvent.create({
    data: {
      id: uuidv7(),
      at,
      kind: draft.kind,
      outcome: draft.outcome,
      actorId: actor?.userId ?? null,
      sessionId: actor?.kind === "user" ? actor.sessionId : null,
      tokenId: actor ? tokenIdOf(actor) : null,
      subjectId: draft.subjectId ?? null,
      workspaceId: draft.workspaceId ?? null,
      projectId: draft.projectId ?? null,
      ipPrefix: request.ip === null ? null : storedIp(request.ip),
      requestId: request.id,
      meta: draft.meta ?? {},
    },
  });
}

/**
 * Records that an authenticated caller was denied access to a procedure. To keep a runaway script from filling the log,
 * only the first, tenth, hundredth (and so on) denial per caller, kind and minute is recorded, with the count so far.
 */
export async function recordDenial(ctx: Ctx, procedure: string, reason: string): Promise<void> {
  const caller = tokenIdOf(ctx.actor) ?? ctx.actor.userId;
  const { spent: count } = await ctx.runtime.limiter.consume("denial", `${caller}:${reason}`, 1);
  if (!/^10*$/.test(String(count))) return;
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), {
    kind: "authz_fail",
    outcome: "denied",
    actor: ctx.actor,
    meta: { procedure, reason, count },
  });
}
