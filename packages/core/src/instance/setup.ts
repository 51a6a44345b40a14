import { rm } from "node:fs/promises";
import path from "node:path";
import type { CompleteSetup } from "@docket/schema/setup";
import { uuidv7 } from "@docket/schema/uuid";
import { insertAccount } from "../account/insert.ts";
import { linkTo, wrongLink } from "../account/link.ts";
import { claimOneTimeToken, findOneTimeToken, issueOneTimeToken } from "../account/one-time-token.ts";
import { requireGoodPassword } from "../account/password-rule.ts";
import type { Config } from "../config.ts";
import type { AnonymousCtx } from "../ctx.ts";
import { notFound } from "../error.ts";
import { isUniqueViolation } from "../fault.ts";
import { welcome } from "../onboarding/create.ts";
import type { Runtime } from "../runtime.ts";
import { recordSecurityEvent } from "../security/event.ts";
import type { SignInResult } from "../session/sign-in.ts";
import { enter } from "../session/sign-in.ts";
import { createWorkspaceFor } from "../workspace/create.ts";

/** Returns the path of the file with the setup link, for people who can't see the server's output. */
export function setupLinkFile({ dataDirectory }: Config): string {
  return path.join(dataDirectory, "setup-link");
}

/** Whether this installation still waits for its first account. */
export async function isSetupNeeded({ db }: Runtime): Promise<boolean> {
  const first = await db.userAccount.findFirst({ select: { id: true } });
  return first === null;
}

/** The link by which the first account is made, and the secret in it. */
export type SetupLink = { link: string; secret: string; expiresAt: Date };

/**
 * Makes the setup link of a fresh installation, at each start anew; older ones end. Print the link, and keep the secret
 * in a file that only the server's user can read: the installation belongs to whoever has it.
 *
 * @returns null when there is an account already
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
 * Makes the first account, which owns the installation, with its workspace, and signs it in. Of two browsers with one
 * link, or with two links, one wins.
 *
 * @throws DomainError `not_found` once there is an account; `invalid` for a wrong link or a password that is guessed first
 */
export async function completeSetup(
  ctx: AnonymousCtx,
  input: CompleteSetup,
  deviceToken: string | null,
): Promise<SignInResult> {
  const { token, email, name, password, locale, timeZone, workspaceName } = input;
  if (!(await isSetupNeeded(ctx.runtime))) throw notFound("Page");
  // Nobody without the link makes the server work on a password.
  if (!(await findOneTimeToken(ctx.db, ctx.now(), "setup", token))) throw wrongLink();
  await requireGoodPassword(password, { email, name });
  const passwordHash = await ctx.runtime.passwords.hashPassword(password);
  const now = ctx.now();
  try {
    const made = await ctx.db.$transaction(async (tx) => {
      if (!(await claimOneTimeToken(tx, now, "setup", token))) throw notFound("Page");
      // The key of this row is what two winners with two links would both need.
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
      return { workspaceId, signedIn: await enter(ctx, tx, userId, deviceToken) };
    });
    // A used link is worthless, but a file with a secret in it looks like a leak.
    await rm(setupLinkFile(ctx.runtime.config), { force: true }).catch((error: unknown) =>
      ctx.runtime.log.warn({ err: error }, "the setup link was not removed"),
    );
    const userId = made.signedIn.signedIn.account.id;
    await welcome(ctx, { workspaceId: made.workspaceId, userId, locale, timeZone, at: now });
    return made.signedIn;
  } catch (error) {
    if (isUniqueViolation(error)) throw notFound("Page");
    throw error;
  }
}
