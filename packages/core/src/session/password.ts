import { createHmac } from "node:crypto";
import { knownDevice } from "@docket/auth/device-token";
import type { Id } from "@docket/schema/id";
import type { Fields } from "../command/record.ts";
import type { AnonymousCtx } from "../ctx.ts";
import { DomainError } from "../error.ts";
import type { RateStanding } from "../limit/rate.ts";
import { consumeRate } from "../limit/rate.ts";
import { MAX_ATTEMPTS } from "../limit/throttle.ts";
import type { SecurityEventKind } from "../security/event.ts";
import { recordSecurityEvent } from "../security/event.ts";

/** One try to prove who one is. */
export type PasswordAttempt = {
  /** Null when there is no such account: the same work is done for it. */
  account: { id: Id; passwordHash: string | null; isActive: boolean } | null;
  /** Folded address that was given. */
  email: string;
  password: string;
  /** The browser that tries, where it has proved itself before: its device cookie, or the session that asks again. */
  deviceToken: string | null;
  sessionId?: Id;
};

/**
 * Checks a password. Tries are counted before the work is done, so many at once get no further than one after the other;
 * a success gives them back. Known and unknown accounts are counted, checked and answered alike.
 *
 * @returns whether it is right and the account may be used
 * @throws DomainError `too_many_requests`
 */
export async function provePassword(ctx: AnonymousCtx, attempt: PasswordAttempt): Promise<boolean> {
  const { runtime } = ctx;
  const { account, password } = attempt;
  const budget = budgetOf(ctx, attempt);
  const standing = await consumeRate(runtime, budget.name, budget.key);
  const check = await runtime.passwords.verifyPassword(account?.passwordHash ?? null, password);
  if (check === "malformed") runtime.log.error({ userId: account?.id }, "a stored password hash cannot be read");
  if (check !== "match" || account === null || !account.isActive) {
    await recordFailure(ctx, attempt, "authn_login_fail", { reason: check === "match" ? "inactive" : "password" });
    if (beginsLock(standing)) {
      await recordFailure(ctx, attempt, "authn_login_lock", { reason: budget.name, attempts: standing.spent });
    }
    await noteWave(ctx);
    return false;
  }
  await runtime.limiter.forgive(budget.name, budget.key);
  return true;
}

/** What is said to everybody who could not sign in, whatever the reason. */
export function wrongCredentials(): DomainError {
  return new DomainError("unauthorized", "E-mail or password is wrong.");
}

function budgetOf({ runtime }: AnonymousCtx, { account, email, deviceToken, sessionId }: PasswordAttempt) {
  if (account && sessionId) return { name: "login_device", key: `${account.id}:session:${sessionId}` } as const;
  const device = account && knownDevice(runtime.keys.deviceToken, deviceToken ?? undefined, account.id);
  if (account && device) return { name: "login_device", key: `${account.id}:${device}` } as const;
  return { name: "login_account", key: email } as const;
}

/** Whether no further try is let through without a wait, or, after very many, at all: once each, however often it is tried. */
function beginsLock({ spent, limit }: RateStanding): boolean {
  return spent === limit || spent === MAX_ATTEMPTS;
}

/**
 * Tells those who run the installation, once a minute, that passwords are being guessed over many accounts: each of them may be
 * tried too seldom for a limit of its own.
 */
async function noteWave(ctx: AnonymousCtx): Promise<void> {
  const { log, limiter } = ctx.runtime;
  const { isAllowed, spent: failures, limit, windowSeconds } = await limiter.consume("login_all", "everybody", 1);
  if (!isAllowed || failures < limit) return;
  log.warn({ failures, windowSeconds }, "very many wrong passwords: somebody may be guessing over many accounts");
  const event = { kind: "excess_login_failures", outcome: "failure", meta: { failures, windowSeconds } } as const;
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), event);
}

/** Writes it down on the plain database: what comes of the request does not take it back. */
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
    // The address itself is personal, and may be a password typed into the wrong field.
    meta: { ...meta, identifier: identifierOf(ctx, email) },
  });
}

function identifierOf({ runtime }: AnonymousCtx, email: string): string {
  return createHmac("sha256", runtime.keys.identifier.first.secret).update(email).digest("base64url").slice(0, 22);
}
