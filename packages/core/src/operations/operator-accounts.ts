import type { Email } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import type { InstanceRole } from "@docket/schema/role";
import type { CreatedLink, User } from "@docket/schema/user";
import { uuidv7 } from "@docket/schema/uuid";
import { linkTo } from "../identity/account/link.ts";
import { issueOneTimeToken } from "../identity/account/one-time-token.ts";
import { makeResetLink } from "../identity/account/password.ts";
import { actorForOperator } from "../identity/session/operator-actor.ts";
import { changeRole, reactivate, suspend } from "../identity/user/account-actions.ts";
import type { LockedUser } from "../identity/user/authority.ts";
import { lockAnyUser } from "../identity/user/authority.ts";
import { toUser, userSelect } from "../identity/user/row.ts";
import type { SecurityEventKind } from "../log/security/event.ts";
import { recordSecurityEvent } from "../log/security/event.ts";
import type { RequestInfo, Tx } from "../runtime/ctx.ts";
import { DomainError, notFound } from "../runtime/error.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { exportAccount } from "../workflows/export/account.ts";

// Actions that the operator runs on the server's command line. The operator has access to the database anyway and
// therefore ranks above everyone. Every action is logged without an actor.

/** Returns all accounts, oldest first. */
export async function listAllUsers({ db }: Runtime): Promise<User[]> {
  const rows = await db.userAccount.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: userSelect });
  return rows.map(toUser);
}

/**
 * Creates a password reset link for a user. An owner who forgot their password regains access this way.
 *
 * @throws DomainError `not_found`, `conflict` for a suspended account
 */
export async function operatorResetLink(runtime: Runtime, email: Email): Promise<CreatedLink> {
  return runOperatorAction(runtime, email, "authn_password_reset_link", async (tx, { id, status, emailFolded }) => {
    if (status !== "active" || emailFolded === null) throw new DomainError("conflict", "This account is suspended.");
    const { link, expiresAt } = await makeResetLink(runtime, tx, { id, emailFolded });
    return { link, expiresAt: expiresAt.toISOString() };
  });
}

/**
 * Creates a registration link for an email address.
 *
 * @throws DomainError `conflict` if the address already has an account
 */
export async function operatorInvite(runtime: Runtime, email: Email): Promise<CreatedLink> {
  const { db, clock, config } = runtime;
  const emailFolded = foldEmail(email);
  return db.$transaction(async (tx) => {
    const taken = await tx.userAccount.count({ where: { emailFolded } });
    if (taken > 0) throw new DomainError("conflict", "This email already has an account.");
    const binding = { purpose: "invite", userId: null, email: emailFolded, payload: { email } } as const;
    const { secret, expiresAt } = await issueOneTimeToken(tx, clock(), binding);
    await recordOperatorEvent(runtime, tx, "user_invited", null);
    return { link: linkTo(config, "invite", secret), expiresAt: expiresAt.toISOString() };
  });
}

/** Changes a user's role in the installation. */
export async function operatorSetRole(runtime: Runtime, email: Email, role: InstanceRole): Promise<void> {
  await runOperatorAction(runtime, email, "privilege_permissions_changed", (tx, user) =>
    changeRole(tx, user, role, runtime.clock()),
  );
}

/** Suspends an account. */
export async function operatorSuspend(runtime: Runtime, email: Email): Promise<void> {
  await runOperatorAction(runtime, email, "user_suspended", (tx, user) => suspend(tx, user, runtime.clock()));
}

/** Reactivates a suspended account. */
export async function operatorReactivate(runtime: Runtime, email: Email): Promise<void> {
  await runOperatorAction(runtime, email, "user_reactivated", (tx, { id }) => reactivate(tx, id, runtime.clock()));
}

/**
 * Exports everything that Docket stores about a user, as chunks of one document. Users can download the same document
 * themselves unless it is too large for one response.
 *
 * @throws DomainError `not_found`
 */
export async function operatorExport(runtime: Runtime, email: Email): Promise<AsyncGenerator<string>> {
  const actor = await actorForOperator(runtime, foldEmail(email));
  if (actor === null) throw notFound("User");
  await recordOperatorEvent(runtime, runtime.db, "user_exported", actor.userId);
  return exportAccount({ runtime, db: runtime.db, request: operatorRequest(), actor, now: () => runtime.clock() });
}

async function runOperatorAction<Answer>(
  runtime: Runtime,
  email: Email,
  kind: SecurityEventKind,
  act: (tx: Tx, user: LockedUser) => Promise<Answer>,
): Promise<Answer> {
  const found = await runtime.db.userAccount.findUnique({
    where: { emailFolded: foldEmail(email) },
    select: { id: true },
  });
  if (!found) throw notFound("User");
  const answer = await runtime.db.$transaction(async (tx) => {
    const done = await act(tx, await lockAnyUser(tx, found.id));
    await recordOperatorEvent(runtime, tx, kind, found.id);
    return done;
  });
  runtime.notifier.notifyUser(found.id);
  return answer;
}

function recordOperatorEvent(
  { clock }: Runtime,
  tx: Tx,
  kind: SecurityEventKind,
  subjectId: string | null,
): Promise<void> {
  return recordSecurityEvent(tx, operatorRequest(), clock(), {
    kind,
    outcome: "success",
    subjectId,
    meta: { by: "operator" },
  });
}

function operatorRequest(): RequestInfo {
  return { id: uuidv7(), ip: null, userAgent: "", locale: "en" };
}
