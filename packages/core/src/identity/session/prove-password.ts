import { createHmac } from "node:crypto";
import { findKnownDevice } from "@docket/auth/device-token";
import type { Id } from "@docket/schema/id";
import type { SecurityEventKind } from "../../log/security/event.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { AnonymousCtx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Fields } from "../../runtime/json.ts";
import type { BudgetState } from "../../runtime/limit/consume-rate.ts";
import { consumeRate } from "../../runtime/limit/consume-rate.ts";
import { MAX_ATTEMPTS } from "../../runtime/limit/throttle.ts";

/** One attempt to prove an identity. */
export type PasswordAttempt = {
  /** Null when there is no such account; the same work is done then. */
  account: { id: Id; passwordHash: string | null; isActive: boolean } | null;
  /** The address that was entered, folded. */
  email: string;
  password: string;
  /**
   * Identifies a browser that has authenticated before: its device cookie, or its session in the case of
   * reauthentication.
   */
  deviceToken: string | null;
  sessionId?: Id;
};

/**
 * Checks a password. Attempts are counted before the work is done, so that concurrent attempts are limited like
 * successive ones; a success resets the counter. Known and unknown accounts are counted, checked and answered the same
 * way.
 *
 * @returns whether the password is right and the account is active
 * @throws DomainError `too_many_requests`
 */
export async function provePassword(ctx: AnonymousCtx, attempt: PasswordAttempt): Promise<boolean> {
  const { runtime } = ctx;
  const { account, password } = attempt;
  const budget = budgetOf(ctx, attempt);
  const rateResult = await consumeRate(runtime, budget.name, budget.key);
  const check = await runtime.passwords.verifyPassword(account?.passwordHash ?? null, password);
  if (check === "malformed") runtime.log.error({ userId: account?.id }, "a stored password hash cannot be read");
  if (check !== "match" || account === null || !account.isActive) {
    await recordFailure(ctx, attempt, "authn_login_fail", { reason: check === "match" ? "inactive" : "password" });
    if (isLockStart(rateResult)) {
      await recordFailure(ctx, attempt, "authn_login_lock", { reason: budget.name, attempts: rateResult.spent });
    }
    await recordGuessingWave(ctx);
    return false;
  }
  await runtime.limiter.forgive(budget.name, budget.key);
  return true;
}

/** Returns the error for every failed sign-in, whatever the reason. */
export function wrongCredentials(): DomainError {
  return new DomainError("unauthorized", "Wrong email or password.");
}

function budgetOf({ runtime }: AnonymousCtx, { account, email, deviceToken, sessionId }: PasswordAttempt) {
  if (account && sessionId) return { name: "login_device", key: `${account.id}:session:${sessionId}` } as const;
  const device = account && findKnownDevice(runtime.keys.deviceToken, deviceToken ?? undefined, account.id);
  if (account && device) return { name: "login_device", key: `${account.id}:${device}` } as const;
  return { name: "login_account", key: email } as const;
}

/**
 * Returns whether this attempt starts a lock: a temporary one at the limit, a permanent one at the maximum. True once
 * for each.
 */
function isLockStart({ spent, limit }: BudgetState): boolean {
  return spent === limit || spent === MAX_ATTEMPTS;
}

/**
 * Reports once a minute that passwords are being guessed across many accounts, each of which may be below its own
 * limit.
 */
async function recordGuessingWave(ctx: AnonymousCtx): Promise<void> {
  const { log, limiter } = ctx.runtime;
  const { isAllowed, spent: failures, limit, windowSeconds } = await limiter.consume("login_all", "everybody", 1);
  if (!isAllowed || failures < limit) return;
  log.warn({ failures, windowSeconds }, "many wrong passwords: someone may be guessing passwords of many accounts");
  const event = { kind: "excess_login_failures", outcome: "failure", meta: { failures, windowSeconds } } as const;
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), event);
}

/** Records a failure on the plain database, so that a rollback of the request does not remove it. */
async function recordFailure(
  ctx: AnonymousCtx,
  { account, email }: PasswordAttempt,
  kind: SecurityEventKind,
  meta: Fields,
): Promise<void> {
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), {
    kind,
    outcome: "failure",
    subjectId: account?.id ?? null,
    // The address itself is personal data, and may be a password typed into the wrong field.
    meta: { ...meta, identifier: identifierOf(ctx, email) },
  });
}

function identifierOf({ runtime }: AnonymousCtx, email: string): string {
  return createHmac("sha256", runtime.keys.identifier.first.secret).update(email).digest("base64url").slice(0, 22);
}
