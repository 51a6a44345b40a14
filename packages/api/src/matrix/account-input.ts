import type { TokenBinding } from "@docket/core/account/one-time-token";
import { issueOneTimeToken } from "@docket/core/account/one-time-token";
import { createApiToken } from "@docket/core/api-token/mutations";
import { lettersIn } from "@docket/core/mail/letter";
import { queueMail } from "@docket/core/mail/queue";
import { PASSWORD } from "@docket/core/testing/world";
import { foldEmail } from "@docket/schema/account";
import { uuidv7 } from "@docket/schema/uuid";
import { castPerson } from "./cast.ts";
import type { Kind } from "./fixture.ts";
import type { Inputs, Scene } from "./scene.ts";

const nothing = () => undefined;
const page = () => ({});

/** The secret of a fresh link. */
async function linkFor({ world }: Scene, binding: TokenBinding): Promise<string> {
  const { db, clock } = world.runtime;
  return (await issueOneTimeToken(db, clock(), binding)).secret;
}

/** A link for the person who asks, to their own address. */
const ownLink = (scene: Scene, purpose: TokenBinding["purpose"], payload: TokenBinding["payload"] = {}) =>
  linkFor(scene, { purpose, userId: scene.me.id, email: foldEmail(scene.me.email), payload });

const newEmail = () => `new.${uuidv7()}@example.org`;

function known({ fixture }: Scene, kind: Kind, id: string): string {
  fixture.kinds.set(id, kind);
  return id;
}

/** An account that nobody else in the test is. */
const somebody = async (scene: Scene) => known(scene, "account", (await castPerson(scene.world, "viewer")).id);

const ownSession = (scene: Scene) => known(scene, "session", scene.me.actor.sessionId);

/** A token of whoever asks; somebody who may have none names the manager's. */
async function ownToken(scene: Scene): Promise<string> {
  const input = { id: uuidv7(), name: "Script", scopes: ["export" as const], limit: null, days: 1 };
  const made = await createApiToken(scene.world.ctxOf(scene.me), input).catch(() => null);
  return known(scene, "apiToken", made?.apiToken.id ?? scene.cast.tokens.reading.id);
}

async function waitingMail(scene: Scene): Promise<string> {
  const { runtime } = scene.world;
  const recipient = newEmail();
  const body = lettersIn("en").resetPassword("http://localhost:3000/reset");
  const expiresAt = new Date(runtime.clock().getTime() + 60_000);
  await queueMail(runtime.db, runtime, { kind: "reset_password", userId: null, recipient, body, expiresAt });
  const mail = await runtime.db.mail.findFirstOrThrow({ where: { recipient }, select: { id: true } });
  return known(scene, "mail", mail.id);
}

/** Procedures on accounts, sessions, tokens, preferences and the installation. Each call is made by somebody new. */
export const ACCOUNT_INPUTS: Record<string, Inputs> = {
  "account.get": nothing,
  "account.update": () => ({ name: "New" }),
  "account.delete": ({ me }) => ({ email: me.email }),
  "account.register": () => ({ email: newEmail() }),
  "account.inspectLink": async (scene) => ({ token: await ownLink(scene, "reset_password"), purpose: "reset" }),
  "account.completeRegistration": async (scene) => ({
    token: await linkFor(scene, { purpose: "verify_email", userId: null, email: newEmail() }),
    name: "New",
    password: PASSWORD,
  }),
  "account.requestReset": ({ me }) => ({ email: me.email }),
  "account.completeReset": async (scene) => ({
    token: await ownLink(scene, "reset_password"),
    password: `${PASSWORD} again`,
  }),
  "account.changePassword": () => ({ currentPassword: PASSWORD, newPassword: `${PASSWORD} again` }),
  "account.verifyEmail": async (scene) => ({ token: await ownLink(scene, "verify_email") }),
  "account.resendVerification": nothing,
  "account.changeEmail": () => ({ email: newEmail() }),
  "account.confirmEmail": async (scene) => {
    const { me } = scene;
    return { token: await ownLink(scene, "change_email", { email: newEmail(), sessionId: me.actor.sessionId }) };
  },
  "account.revertEmail": async (scene) => {
    const at = scene.world.runtime.clock().toISOString();
    return { token: await ownLink(scene, "revert_email", { email: newEmail(), at }) };
  },

  "apiToken.create": (scene) => {
    const { me } = scene;
    const limit = {
      workspaceId: known(scene, "workspace", me.workspaceId),
      projectIds: [known(scene, "project", me.inboxId)],
    };
    return { id: scene.fixture.newId(), name: "Script", scopes: ["tasks:read"], limit };
  },
  "apiToken.list": page,
  "apiToken.revoke": async (scene) => ({ id: await ownToken(scene) }),

  "instance.status": nothing,
  "instance.update": () => ({ registration: "open" }),
  "instance.pendingMails": page,
  "instance.openMail": async (scene) => ({ id: await waitingMail(scene) }),

  "preference.list": nothing,
  "preference.set": () => ({ key: "appearance.theme", value: "dark" }),

  "securityEvent.own": page,
  "securityEvent.list": async (scene) => ({ userId: await somebody(scene) }),
  "securityEvent.verify": nothing,

  "session.signIn": ({ me }) => ({ email: me.email, password: PASSWORD }),
  "session.refresh": nothing,
  "session.signOut": nothing,
  "session.get": nothing,
  "session.list": page,
  "session.rename": (scene) => ({ id: ownSession(scene), label: "Desk" }),
  "session.revoke": (scene) => ({ id: ownSession(scene) }),
  "session.revokeMany": () => ({ which: "all" }),
  "session.reauthenticate": () => ({ password: PASSWORD }),

  "setup.status": nothing,
  "setup.complete": async (scene) => ({
    token: await linkFor(scene, { purpose: "setup", userId: null, email: null }),
    email: newEmail(),
    name: "New",
    password: PASSWORD,
  }),

  "user.list": page,
  "user.pending": page,
  "user.revokePending": async (scene) => {
    const email = newEmail();
    await linkFor(scene, { purpose: "invite", userId: null, email, payload: { email } });
    return { email, kind: "account" };
  },
  "user.invite": () => ({ email: newEmail() }),
  "user.suspend": async (scene) => ({ id: await somebody(scene) }),
  "user.reactivate": async (scene) => ({ id: await somebody(scene) }),
  "user.setRole": async (scene) => ({ id: await somebody(scene), role: "user" }),
  "user.createResetLink": async (scene) => ({ id: await somebody(scene) }),
  "user.revokeSessions": async (scene) => ({ id: await somebody(scene) }),
};
