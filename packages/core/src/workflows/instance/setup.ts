import { rm } from "node:fs/promises";
import path from "node:path";
import type { CompleteSetup } from "@docket/schema/setup";
import { uuidv7 } from "@docket/schema/uuid";
import { createWorkspaceFor } from "../../commands/workspace/create.ts";
import { insertAccount } from "../../identity/account/insert.ts";
import { linkTo, wrongLink } from "../../identity/account/link.ts";
import { claimOneTimeToken, findOneTimeToken, issueOneTimeToken } from "../../identity/account/one-time-token.ts";
import { requireGoodPassword } from "../../identity/account/password-rule.ts";
import type { SignInResult } from "../../identity/session/sign-in.ts";
import { openRecordedSession } from "../../identity/session/sign-in.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Config } from "../../runtime/config.ts";
import type { AnonymousCtx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import { isUniqueViolation } from "../../runtime/fault.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { createWelcomeProject } from "../onboarding/create.ts";

/** Returns the path of the file that contains the setup link, for operators who can't see the server's output. */
export function setupLinkFile({ dataDirectory }: Config): string {
  return path.join(dataDirectory, "setup-link");
}

/** Returns whether this installation has no account yet. */
export async function isSetupNeeded({ db }: Runtime): Promise<boolean> {
  const first = await db.userAccount.findFirst({ select: { id: true } });
  return first === null;
}

/** The link for creating the first account, and the secret in it. */
export type SetupLink = { link: string; secret: string; expiresAt: Date };

/**
 * Creates a new setup link and revokes older ones. Called at each start of an installation without accounts. The link
 * may be printed, but the secret must be stored only in a file that only the server's user can read, because anyone who
 * has the secret can take over the installation.
 *
 * @returns null if there already is an account
 */
export async function ensureSetupToken(runtime: Runtime): Promise<SetupLink | null> {
  if (!(await isSetupNeeded(runtime))) return null;
  const { db, clock, config } = runtime;
  const { secret, expiresAt } = await db.$transaction((tx) =>
    issueOneTimeToken(tx, clock(), { purpose: "setup", userId: null, email: null }),
  );
  return { secret, link: linkTo(config, "setup", secret), expiresAt };
}

/**
 * Creates the first account, which owns the installation, and its workspace, and signs the user in. Of several
 * concurrent calls, only one succeeds, whether they use the same link or different ones.
 *
 * @throws DomainError `not_found` if there already is an account; `invalid` for an invalid link or an unacceptable
 *   password
 */
export async function completeSetup(
  ctx: AnonymousCtx,
  input: CompleteSetup,
  deviceToken: string | null,
): Promise<SignInResult> {
  const { token, email, name, password, locale, timeZone, workspaceName } = input;
  if (!(await isSetupNeeded(ctx.runtime))) throw notFound("Page");
  // Hashing a password is expensive, so it is done only for a valid link.
  if (!(await findOneTimeToken(ctx.db, ctx.now(), "setup", token))) {
    // The link may have been used between both checks.
    throw (await isSetupNeeded(ctx.runtime)) ? wrongLink() : notFound("Page");
  }
  await requireGoodPassword(password, { email, name });
  const passwordHash = await ctx.runtime.passwords.hashPassword(password);
  const now = ctx.now();
  try {
    const made = await ctx.db.$transaction(async (tx) => {
      if (!(await claimOneTimeToken(tx, now, "setup", token))) throw notFound("Page");
      // The primary key of this row ensures that only one of two concurrent setups with different links commits.
      await tx.instanceSetting.create({ data: { key: "setup", value: { at: now.toISOString() }, updatedAt: now } });
      const account = {
        email,
        name,
        passwordHash,
        locale,
        timeZone,
        role: "owner",
        isVerified: true,
        at: now,
      } as const;
      const userId = await insertAccount(tx, account);
      const workspaceId = uuidv7();
      await createWorkspaceFor(tx, { workspaceId, name: workspaceName ?? name, userId, at: now });
      await recordSecurityEvent(tx, ctx.request, now, { kind: "user_created", outcome: "success", subjectId: userId });
      return { workspaceId, signedIn: await openRecordedSession(ctx, tx, userId, deviceToken) };
    });
    // A used link is worthless, but a leftover file that contains a secret looks like a leak.
    await rm(setupLinkFile(ctx.runtime.config), { force: true }).catch((error: unknown) =>
      ctx.runtime.log.warn({ err: error }, "the setup link was not removed"),
    );
    const userId = made.signedIn.signedIn.account.id;
    await createWelcomeProject(ctx, { workspaceId: made.workspaceId, userId, locale, timeZone, at: now });
    return made.signedIn;
  } catch (error) {
    if (isUniqueViolation(error)) throw notFound("Page");
    throw error;
  }
}
