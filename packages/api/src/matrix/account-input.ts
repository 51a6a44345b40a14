import type { TokenBinding } from "@docket/core/identity/account/one-time-token";
import { issueOneTimeToken } from "@docket/core/identity/account/one-time-token";
import { createApiToken } from "@docket/core/identity/api-token/mutations";
import { emailTemplatesIn } from "@docket/core/identity/mail/language";
import { queueMail } from "@docket/core/identity/mail/queue";
import { addPushSubscription } from "@docket/core/identity/push/mutations";
import { PASSWORD } from "@docket/core/testing/world";
import { foldEmail } from "@docket/schema/account";
import { uuidv7 } from "@docket/schema/uuid";
import type { Kind } from "./fixture.ts";
import type { Inputs, InputContext } from "./input-context.ts";
import { createPerson, newPushSubscription } from "./principals.ts";

const nothing = () => undefined;
const page = () => ({});

/** Creates a link and returns its secret. */
async function linkFor({ world }: InputContext, binding: TokenBinding): Promise<string> {
  const { db, clock } = world.runtime;
  return (await issueOneTimeToken(db, clock(), binding)).secret;
}

/** Creates a link that is sent to the caller's own address, and returns its secret. */
const ownLink = (inputContext: InputContext, purpose: TokenBinding["purpose"], payload: TokenBinding["payload"] = {}) =>
  linkFor(inputContext, { purpose, userId: inputContext.me.id, email: foldEmail(inputContext.me.email), payload });

const newEmail = () => `new.${uuidv7()}@example.org`;

function known({ fixture }: InputContext, kind: Kind, id: string): string {
  fixture.kinds.set(id, kind);
  return id;
}

/** Returns an account that no other call in the test uses. */
const otherAccount = async (inputContext: InputContext) =>
  known(inputContext, "account", (await createPerson(inputContext.world, "viewer")).id);

const ownSession = (inputContext: InputContext) => known(inputContext, "session", inputContext.me.actor.sessionId);

/** Creates a token for the caller, or for the manager if the caller can't have one. */
async function ownToken(inputContext: InputContext): Promise<string> {
  const input = { id: uuidv7(), name: "Script", scopes: ["export" as const], limit: null, days: 1 };
  const made = await createApiToken(inputContext.world.ctxOf(inputContext.me), input).catch(() => null);
  return known(inputContext, "apiToken", made?.apiToken.id ?? inputContext.principals.tokens.reading.id);
}

/** Turns on push notifications for the caller's browser, and returns its id. */
async function ownDevice(inputContext: InputContext): Promise<string> {
  await addPushSubscription(inputContext.world.ctxOf(inputContext.me), newPushSubscription());
  return ownSession(inputContext);
}

async function waitingMail(inputContext: InputContext): Promise<string> {
  const { runtime } = inputContext.world;
  const recipient = newEmail();
  const body = emailTemplatesIn("en").resetPassword("http://localhost:3000/reset");
  const expiresAt = new Date(runtime.clock().getTime() + 60_000);
  await queueMail(runtime.db, runtime, {
    kind: "reset_password",
    userId: null,
    locale: "en",
    recipient,
    body,
    expiresAt,
  });
  const mail = await runtime.db.mail.findFirstOrThrow({ where: { recipient }, select: { id: true } });
  return known(inputContext, "mail", mail.id);
}

/**
 * Inputs for the procedures that concern accounts, sessions, tokens, preferences and the instance. The harness switches
 * to a new account after each call that has changed the caller's account.
 */
export const ACCOUNT_INPUTS: Record<string, Inputs> = {
  "account.get": nothing,
  "account.getDateSettings": nothing,
  "account.update": () => ({ name: "New" }),
  "account.delete": ({ me }) => ({ email: me.email }),
  "account.register": () => ({ email: newEmail() }),
  "account.inspectLink": async (inputContext) => ({
    token: await ownLink(inputContext, "reset_password"),
    purpose: "reset",
  }),
  "account.completeRegistration": async (inputContext) => ({
    token: await linkFor(inputContext, { purpose: "verify_email", userId: null, email: newEmail() }),
    name: "New",
    password: PASSWORD,
  }),
  "account.requestReset": ({ me }) => ({ email: me.email }),
  "account.completeReset": async (inputContext) => ({
    token: await ownLink(inputContext, "reset_password"),
    password: `${PASSWORD} again`,
  }),
  "account.changePassword": () => ({ currentPassword: PASSWORD, newPassword: `${PASSWORD} again` }),
  "account.verifyEmail": async (inputContext) => ({ token: await ownLink(inputContext, "verify_email") }),
  "account.resendVerification": nothing,
  "account.changeEmail": () => ({ email: newEmail() }),
  "account.confirmEmail": async (inputContext) => {
    const { me } = inputContext;
    return { token: await ownLink(inputContext, "change_email", { email: newEmail(), sessionId: me.actor.sessionId }) };
  },
  "account.revertEmail": async (inputContext) => {
    const at = inputContext.world.runtime.clock().toISOString();
    return { token: await ownLink(inputContext, "revert_email", { email: newEmail(), at }) };
  },

  "apiToken.create": (inputContext) => {
    const { me } = inputContext;
    const limit = {
      workspaceId: known(inputContext, "workspace", me.workspaceId),
      projectIds: [known(inputContext, "project", me.inboxId)],
    };
    return { id: inputContext.fixture.newId(), name: "Script", scopes: ["tasks:read"], limit };
  },
  "apiToken.list": page,
  "apiToken.revoke": async (inputContext) => ({ id: await ownToken(inputContext) }),

  "instance.status": nothing,
  "instance.update": () => ({ registration: "open" }),
  "instance.pendingMails": page,
  "instance.openMail": async (inputContext) => ({ id: await waitingMail(inputContext) }),

  "preference.list": nothing,
  "preference.set": () => ({ key: "appearance.theme", value: "dark" }),

  "push.getKey": nothing,
  "push.list": nothing,
  "push.add": newPushSubscription,
  "push.renew": async (inputContext) => {
    await ownDevice(inputContext);
    return newPushSubscription();
  },
  "push.remove": async (inputContext) => ({ id: await ownDevice(inputContext) }),
  "push.test": async (inputContext) => {
    await ownDevice(inputContext);
  },

  "securityEvent.own": page,
  "securityEvent.list": async (inputContext) => ({ userId: await otherAccount(inputContext) }),
  "securityEvent.verify": nothing,

  "session.signIn": ({ me }) => ({ email: me.email, password: PASSWORD }),
  "session.refresh": nothing,
  "session.signOut": nothing,
  "session.get": nothing,
  "session.list": page,
  "session.rename": (inputContext) => ({ id: ownSession(inputContext), label: "Desk" }),
  "session.revoke": (inputContext) => ({ id: ownSession(inputContext) }),
  "session.revokeMany": () => ({ which: "all" }),
  "session.reauthenticate": () => ({ password: PASSWORD }),

  "setup.status": nothing,
  "setup.complete": async (inputContext) => ({
    token: await linkFor(inputContext, { purpose: "setup", userId: null, email: null }),
    email: newEmail(),
    name: "New",
    password: PASSWORD,
  }),

  "user.list": page,
  "user.pending": page,
  "user.revokePending": async (inputContext) => {
    const email = newEmail();
    await linkFor(inputContext, { purpose: "invite", userId: null, email, payload: { email } });
    return { email, kind: "account" };
  },
  "user.invite": () => ({ email: newEmail() }),
  "user.suspend": async (inputContext) => ({ id: await otherAccount(inputContext) }),
  "user.reactivate": async (inputContext) => ({ id: await otherAccount(inputContext) }),
  "user.setRole": async (inputContext) => ({ id: await otherAccount(inputContext), role: "user" }),
  "user.createResetLink": async (inputContext) => ({ id: await otherAccount(inputContext) }),
  "user.revokeSessions": async (inputContext) => ({ id: await otherAccount(inputContext) }),
};
