import type { CompleteRegistration, Email, InspectLink, LinkState, Register } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { createWorkspaceFor } from "../../commands/workspace/create.ts";
import { findOpenInvitation } from "../../entities/invitation/open-invitation.ts";
import { sendVerification, queueAccountExistsMail } from "../../identity/account/email.ts";
import { insertAccount } from "../../identity/account/insert.ts";
import { linkTo, wrongLink } from "../../identity/account/link.ts";
import type { ClaimedToken, TokenPurpose } from "../../identity/account/one-time-token.ts";
import {
  bindOneTimeToken,
  claimOneTimeToken,
  findOneTimeToken,
  issueOneTimeToken,
} from "../../identity/account/one-time-token.ts";
import { requireGoodPassword } from "../../identity/account/password-rule.ts";
import type { EmailTemplates } from "../../identity/mail/email-template.ts";
import { dropMails, queueMail } from "../../identity/mail/queue.ts";
import type { SignInResult } from "../../identity/session/sign-in.ts";
import { openRecordedSession } from "../../identity/session/sign-in.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { AnonymousCtx, Tx } from "../../runtime/ctx.ts";
import { DomainError, invalid } from "../../runtime/error.ts";
import { isUniqueViolation } from "../../runtime/fault.ts";
import { registrationOf } from "../instance/queries.ts";
import { createWelcomeProject } from "../onboarding/create.ts";

/**
 * Emails a registration link or, if the address already has an account, a notice saying so. The caller can't tell
 * which, because the response is the same and is sent before the address is looked up. The account is created only when
 * the link is used, so an address can't be claimed by choosing a password for it.
 *
 * @throws DomainError `forbidden` if registration is closed
 */
export async function register(ctx: AnonymousCtx, { email }: Register): Promise<void> {
  if ((await registrationOf(ctx.runtime)) === "closed") {
    throw new DomainError("forbidden", "Registration is by invitation only. Ask an administrator to invite you.");
  }
  ctx.runtime.background.run("register", () => sendRegistration(ctx, email));
}

async function sendRegistration(ctx: AnonymousCtx, email: Email): Promise<void> {
  const { runtime } = ctx;
  const emailFolded = foldEmail(email);
  const answer = await runtime.limiter.consume("mail", `register:${emailFolded}`, 1);
  if (!answer.isAllowed) return;
  const now = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    const known = await tx.userAccount.findUnique({ where: { emailFolded }, select: ownerSelect });
    if (known?.email) return queueAccountExistsMail(ctx, tx, known.id, known.email);
    const binding = { purpose: "verify_email", userId: null, email: emailFolded, payload: { email } } as const;
    const { secret, expiresAt } = await issueOneTimeToken(tx, now, binding);
    const body = (letters: EmailTemplates) => letters.register(linkTo(runtime.config, "register", secret));
    const { locale } = ctx.request;
    await queueMail(tx, runtime, { kind: "verify_email", userId: null, locale, recipient: email, body, expiresAt });
  });
}

const PURPOSES = { register: "verify_email", invite: "invite", reset: "reset_password" } as const;

/**
 * Returns the state of a link, which its page needs to choose the form: whether the link is usable, its email address,
 * and whether that address has an account.
 */
export async function inspectLink(ctx: AnonymousCtx, { token, purpose }: InspectLink): Promise<LinkState> {
  const found = await findOneTimeToken(ctx.db, ctx.now(), PURPOSES[purpose], token);
  if (!found) return { isUsable: false, email: null, hasAccount: false };
  const hasAccount =
    found.email !== null && (await ctx.db.userAccount.count({ where: { emailFolded: found.email } })) > 0;
  return { isUsable: true, email: found.email, hasAccount };
}

type Admission = ClaimedToken & { purpose: TokenPurpose; email: string | null };

/**
 * Creates the account for which a link was sent, and signs the user in. A link that was sent to an address proves
 * ownership of the address. An invitation that anyone can use does not, so the address must be verified later. A user
 * invited to a workspace joins that workspace: the invitation is bound to the new account, and the user accepts it in a
 * second step. All other users get their own workspace with the welcome project.
 *
 * If the link does not prove ownership of the address, the response is the same whether or not the address already has
 * an account: the user is not signed in and must sign in separately. Either way, the link is used up: a workspace
 * invitation is bound to the new or existing account, and any other link is consumed.
 *
 * @returns null if the user must sign in next
 * @throws DomainError `invalid` for an invalid link, an address other than the one to which the link was sent, or an
 *   unacceptable password; `conflict` if the address to which the link was sent already has an account. The account is
 *   not changed; its owner can sign in and accept the invitation.
 */
export async function completeRegistration(
  ctx: AnonymousCtx,
  input: CompleteRegistration,
  deviceToken: string | null,
): Promise<SignInResult | null> {
  const { token, name, password, locale, timeZone } = input;
  const admission = await findAdmission(ctx, token);
  const email = emailFor(admission, input.email);
  await requireGoodPassword(password, { email, name });
  const passwordHash = await ctx.runtime.passwords.hashPassword(password);
  const now = ctx.now();
  const isVerified = admission.email !== null;
  const hasOwnWorkspace = admission.payload["workspaceId"] === undefined;
  const ownWorkspaceId = uuidv7();
  try {
    const made = await ctx.db.$transaction(async (tx) => {
      const userId = await insertAccount(tx, {
        email,
        name,
        passwordHash,
        locale,
        timeZone,
        role: "user",
        isVerified,
        at: now,
      });
      await useAdmissionToken(tx, now, admission, token, userId);
      if (hasOwnWorkspace) {
        await createWorkspaceFor(tx, { workspaceId: ownWorkspaceId, name, userId, at: now });
        await dropMails(tx, admission.purpose === "invite" ? "invite_account" : "verify_email", email);
      }
      if (!isVerified) await sendVerification(ctx, tx, userId, email);
      await recordSecurityEvent(tx, ctx.request, now, { kind: "user_created", outcome: "success", subjectId: userId });
      return { userId, signedIn: isVerified ? await openRecordedSession(ctx, tx, userId, deviceToken) : null };
    });
    const { userId, signedIn } = made;
    if (hasOwnWorkspace)
      await createWelcomeProject(ctx, { workspaceId: ownWorkspaceId, userId, locale, timeZone, at: now });
    return signedIn;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    if (isVerified) throw new DomainError("conflict", "This email already has an account. Sign in instead.");
    await bindToExistingAccount(ctx, admission, token, email);
    return null;
  }
}

/** Binds a link to the existing account of an address and notifies its owner. The account is not changed. */
async function bindToExistingAccount(
  ctx: AnonymousCtx,
  admission: Admission,
  token: string,
  email: Email,
): Promise<void> {
  const now = ctx.now();
  const isMailed = await ctx.runtime.limiter.consume("mail", `register:${foldEmail(email)}`, 1);
  await ctx.db.$transaction(async (tx) => {
    const owner = await tx.userAccount.findUnique({ where: { emailFolded: foldEmail(email) }, select: ownerSelect });
    if (!owner?.email) throw wrongLink();
    await useAdmissionToken(tx, now, admission, token, owner.id);
    if (isMailed.isAllowed) await queueAccountExistsMail(ctx, tx, owner.id, owner.email);
    await recordSecurityEvent(tx, ctx.request, now, {
      kind: "user_created",
      outcome: "failure",
      subjectId: owner.id,
      meta: { reason: "address_taken" },
    });
  });
}

const ownerSelect = { id: true, email: true } as const;

async function findAdmission(ctx: AnonymousCtx, token: string): Promise<Admission> {
  for (const purpose of ["verify_email", "invite"] as const) {
    const found = await findOneTimeToken(ctx.db, ctx.now(), purpose, token);
    // A token that is bound to a user belongs to an existing account.
    if (!found || found.userId !== null) continue;
    // If the inviter is no longer allowed to invite, the link can't be used to create an account either.
    if (found.payload["workspaceId"] !== undefined) await findOpenInvitation(ctx.db, ctx.now(), token);
    return { ...found, purpose };
  }
  throw wrongLink();
}

function emailFor({ email, payload }: Admission, given: Email | undefined): Email {
  if (email === null) {
    if (given === undefined) throw invalid("email", "is required");
    return given;
  }
  if (given !== undefined && foldEmail(given) !== email)
    throw invalid("email", "is not the one this link was created for");
  return typeof payload["email"] === "string" ? payload["email"] : email;
}

/** Consumes the link. A workspace invitation is only bound to the account; the user accepts it in the next step. */
async function useAdmissionToken(
  tx: Tx,
  now: Date,
  { purpose, payload }: Admission,
  token: string,
  userId: Id,
): Promise<void> {
  const isSettled =
    payload["workspaceId"] === undefined
      ? (await claimOneTimeToken(tx, now, purpose, token)) !== null
      : await bindOneTimeToken(tx, now, purpose, token, userId);
  if (!isSettled) throw wrongLink();
}
