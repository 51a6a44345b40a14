import { createHmac } from "node:crypto";
import { knownDevice } from "@docket/auth/device-token";
import type { Id } from "@docket/schema/id";
import type { AnonymousCtx } from "../ctx.ts";
import { DomainError } from "../error.ts";
import { consumeRate } from "../limit/rate.ts";
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
  await consumeRate(runtime, budget.name, budget.key);
  const check = await runtime.passwords.verifyPassword(account?.passwordHash ?? null, password);
  if (check === "malformed") runtime.log.error({ userId: account?.id }, "a stored password hash cannot be read");
  if (check !== "match" || account === null || !account.isActive) {
    await recordFailure(ctx, attempt, check === "match" ? "inactive" : "password");
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

async function recordFailure(ctx: AnonymousCtx, { account, email }: PasswordAttempt, reason: string): Promise<void> {
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), {
    kind: "authn_login_fail",
    outcome: "failure",
    subjectId: account?.id ?? null,
    // The address itself is personal, and may be a password typed into the wrong field.
    meta: { reason, identifier: identifierOf(ctx, email) },
  });
}

function identifierOf({ runtime }: AnonymousCtx, email: string): string {
  return createHmac("sha256", runtime.keys.identifier.first.secret).update(email).digest("base64url").slice(0, 22);
}
