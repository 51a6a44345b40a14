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

/** An attempt to prove one's identity with a password. */
export type PasswordAttempt = {
  /**
   * Null if there is no such account. A dummy hash is then checked instead, so that the attempt takes the same time.
   */
  account: { id: Id; passwordHash: string | null; isActive: boolean } | null;
  /** The address that was entered, folded. */
  email: string;
  password: string;
  /**
   * Device cookie of a browser that has authenticated before. For reauthentication, `sessionId` identifies the browser
   * instead.
   */
  deviceToken: string | null;
  sessionId?: Id;
};

/**
 * Checks a password. The attempt is counted before the password is checked, so that concurrent attempts are limited
 * like successive ones. A success resets the counter. Attempts for unknown accounts are counted and checked in the same
 * way.
 *
 * @returns whether the password is correct and the account is active
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

/** Creates the error for a failed sign-in. It is the same for every reason. */
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
 * Returns whether this attempt starts a lock: a temporary one at the budget's limit, or a permanent one at
 * `MAX_ATTEMPTS`. Returns true only once per lock.
 */
function isLockStart({ spent, limit }: BudgetState): boolean {
  return spent === limit || spent === MAX_ATTEMPTS;
}

/**
 * Reports, at most once a minute, that passwords are being guessed across many accounts. Each account may be below its
 * own limit.
 */
async function recordGuessingWave(ctx: AnonymousCtx): Promise<void> {
  const { log, limiter } = ctx.runtime;
  const { isAllowed, spent: failures, limit, windowSeconds } = await limiter.consume("login_all", "everybody", 1);
  if (!isAllowed || failures < limit) return;
  log.warn({ failures, windowSeconds }, "many wrong passwords: someone may be guessing passwords of many accounts");
  const event = { kind: "excess_login_failures", outcome: "failure", meta: { failures, windowSeconds } } as const;
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), event);
}

/** Records a failure outside the request's transaction, so that a rollback does not remove it. */
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
    // The address itself is personal data, and it may be a password typed into the wrong field.
    meta: { ...meta, identifier: identifierOf(ctx, email) },
  });
}

function identifierOf({ runtime }: AnonymousCtx, email: string): string {
  return createHmac("sha256", runtime.keys.identifier.first.secret).update(email).digest("base64url").slice(0, 22);
}
