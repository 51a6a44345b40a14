import type { Id } from "@docket/schema/id";
import { CreateInvitation, ListInvitations } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { listInvitations, previewInvitation } from "../../entities/invitation/queries.ts";
import { getProject } from "../../entities/project/queries.ts";
import { resendVerification } from "../../identity/account/email.ts";
import { signIn } from "../../identity/session/sign-in.ts";
import { inviteUser } from "../../identity/user/mutations.ts";
import { linkSecret, waitingMails } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import type { Team } from "../../testing/team.ts";
import { changesOf, commandIn, countChanges, createTeam, joinProject, projectOf } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { PASSWORD, createWorld } from "../../testing/world.ts";
import { completeRegistration } from "../../workflows/registration/registration.ts";
import { removeMember, setMember } from "../member/mutations.ts";
import { trashProject } from "../project/trash.ts";
import { acceptInvitation, createInvitation, revokeInvitation } from "./mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

type InvitationOptions = Partial<z.input<typeof CreateInvitation>>;

const inputFor = (options: InvitationOptions = {}) =>
  CreateInvitation.parse({
    ...commandIn(team.workspaceId),
    id: uuidv7(),
    projectId: team.projectId,
    role: "editor",
    ...options,
  });

const invite = (person: Person, options: InvitationOptions = {}) =>
  createInvitation(world.ctxOf(person), inputFor(options));

const linkFrom = async (person: Person, options: InvitationOptions = {}) => {
  const { link } = await invite(person, options);
  return link?.split("#")[1] ?? "";
};

const registerWith = async (token: string, email: string): Promise<Person> => {
  const registration = { token, email, name: "Newcomer", password: PASSWORD, locale: "en", timeZone: "UTC" };
  const made = await completeRegistration(world.anonymous(), registration, null);
  // An invitation link does not prove ownership of the address, so it does not sign the user in.
  const { signedIn } = made ?? (await signIn(world.anonymous(), { email, password: PASSWORD }, null));
  const { id } = signedIn.account;
  return { ...team.stranger, id, email, actor: { ...team.stranger.actor, userId: id } };
};

const accept = (person: Person, token: string, workspaceId: Id = team.workspaceId) =>
  acceptInvitation(world.ctxOf(person), { ...commandIn(workspaceId), token });

const open = async (person: Person, projectId: Id | null = team.projectId) =>
  (
    await listInvitations(
      world.ctxOf(person),
      ListInvitations.parse({ workspaceId: team.workspaceId, projectId, limit: 100 }),
    )
  ).items;

const roleIn = async (projectId: Id, person: Person) =>
  (await world.runtime.db.projectMember.findFirst({ where: { projectId, userId: person.id } }))?.role ?? null;

const workspaceRoleOf = async (person: Person) =>
  (await world.runtime.db.workspaceMember.findFirst({ where: { workspaceId: team.workspaceId, userId: person.id } }))
    ?.role ?? null;

describe("an invitation link", () => {
  test("shows a preview and admits exactly one user, as a guest with an inbox", async () => {
    const input = inputFor();
    const made = await createInvitation(world.ctxOf(team.manager), input);
    const token = made.link?.split("#")[1] ?? "";
    expect(made.link).toMatch(/^http:\/\/localhost:3000\/invite#[\w-]{43}$/);
    expect(await previewInvitation(world.anonymous(), { token })).toMatchObject({
      workspaceName: "Owner",
      projectName: "Shared",
      role: "editor",
      invitedBy: "Manager",
      email: null,
    });
    const [first, second] = [await world.person("First"), await world.person("Second")];
    const acceptance = { ...commandIn(team.workspaceId), token };
    const accepted = await acceptInvitation(world.ctxOf(first), acceptance);
    expect(accepted).toEqual({ workspaceId: team.workspaceId, projectId: team.projectId });
    expect(await acceptInvitation(world.ctxOf(first), acceptance)).toEqual(accepted);
    expect(await roleIn(team.projectId, first)).toBe("editor");
    expect(await workspaceRoleOf(first)).toBe("guest");
    expect(await world.runtime.db.project.count({ where: { workspaceId: team.workspaceId, inboxOf: first.id } })).toBe(
      1,
    );
    await expect(accept(second, token)).rejects.toMatchObject({ code: "invalid" });
    await expect(previewInvitation(world.anonymous(), { token })).rejects.toMatchObject({ code: "invalid" });
    expect((await changesOf(world, acceptance.commandId)).map(({ entity, op }) => `${entity} ${op}`)).toEqual([
      "workspace_member grant",
      "project create",
      "member grant",
      "access grant",
      "invitation update",
    ]);
  });

  test("is returned only once: neither a repeated command nor the database reveals it", async () => {
    const input = inputFor();
    const { link } = await createInvitation(world.ctxOf(team.manager), input);
    await expect(createInvitation(world.ctxOf(team.manager), input)).rejects.toMatchObject({ code: "already_made" });
    const secret = link?.split("#")[1] ?? "-";
    const { db } = world.runtime;
    const stored = JSON.stringify([
      await db.command.findMany({ where: { id: input.commandId }, select: { result: true } }),
      await changesOf(world, input.commandId),
      await db.oneTimeToken.findMany({ select: { payload: true, email: true } }),
      await db.invitation.findMany(),
    ]);
    expect(stored).not.toContain(secret);
  });

  test("admits only one of several users who open it concurrently", async () => {
    const token = await linkFrom(team.manager);
    const crowd = await Promise.all(["A", "B", "C", "D"].map((name) => world.person(name)));
    const answers = await Promise.allSettled(crowd.map((person) => accept(person, token)));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    const roles = await Promise.all(crowd.map((person) => workspaceRoleOf(person)));
    expect(roles.filter((role) => role !== null)).toHaveLength(1);
  });

  test("works only for its own workspace and for seven days", async () => {
    const token = await linkFrom(team.manager);
    await expect(accept(team.stranger, token, team.stranger.workspaceId)).rejects.toMatchObject({ code: "invalid" });
    world.advanceClock({ days: 7, seconds: 1 });
    await expect(accept(team.stranger, token)).rejects.toMatchObject({ code: "invalid" });
    expect(await open(team.manager)).toEqual([]);
  });
});

describe("an invitation by email", () => {
  test("can be accepted only by the account with that address, and confirms the address", async () => {
    const addressee = await world.person("Addressee", { isVerified: false });
    const { link, invitation } = await invite(team.manager, { email: addressee.email.toUpperCase() });
    expect(link).toBeNull();
    expect(invitation.email).toBe(addressee.email);
    const token = await linkSecret(world, addressee.email.toUpperCase(), "invite");
    await expect(accept(team.stranger, token)).rejects.toMatchObject({ code: "forbidden" });
    await resendVerification(world.ctxOf(addressee));
    await accept(addressee, token);
    const row = await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id: addressee.id } });
    expect(row.emailVerifiedAt).toEqual(world.runtime.clock());
    expect(await waitingMails(world, addressee.email)).toEqual([]);
    const events = await world.runtime.db.securityEvent.findMany({ where: { subjectId: addressee.id } });
    expect(events.map(({ kind }) => kind)).toContain("user_email_verified");
    expect(await roleIn(team.projectId, addressee)).toBe("editor");
  });

  test("replaces only older invitations to the same project or workspace", async () => {
    const other = await projectOf(world, team.workspaceId, team.manager, "Other");
    const email = "several@example.org";
    await invite(team.manager, { email });
    const [replaced] = await waitingMails(world, email);
    await invite(team.manager, { email, projectId: other });
    await invite(team.manager, { email, role: "viewer" });
    // The email for the replaced invitation was deleted along with the invitation.
    const secrets = [replaced, ...(await waitingMails(world, email))].map((mail) => mail?.secret ?? "");
    const states = await Promise.allSettled(secrets.map((token) => previewInvitation(world.anonymous(), { token })));
    expect(states.map((state) => state.status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect((await open(team.manager)).filter((invitation) => invitation.email === email)).toMatchObject([
      { role: "viewer" },
    ]);
  });

  test("an account created from an invitation to the installation can accept other invitations", async () => {
    const email = "Wanted@example.org";
    const admin = await world.person("Instance admin", { role: "admin" });
    await invite(team.manager, { email });
    await inviteUser(world.ctxOf(admin), { email });
    await invite(team.owner, { email, projectId: null, role: "member" });
    const newcomer = await registerWith(await linkSecret(world, email, "invite_account"), email);
    const mails = await waitingMails(world, email);
    expect(mails.map((mail) => mail.kind)).toEqual(["invite", "invite"]);
    for (const { secret } of mails) await accept(newcomer, secret ?? "");
    expect(await roleIn(team.projectId, newcomer)).toBe("editor");
    expect(await workspaceRoleOf(newcomer)).toBe("member");
  });

  test("an account created from an invitation to a project can accept other invitations", async () => {
    const email = "twice@example.org";
    const other = await projectOf(world, team.workspaceId, team.manager, "Second");
    await invite(team.manager, { email });
    await invite(team.manager, { email, projectId: other });
    const [first, second] = (await waitingMails(world, email)).map((mail) => mail.secret ?? "");
    const newcomer = await registerWith(second ?? "", email);
    await accept(newcomer, first ?? "");
    await accept(newcomer, second ?? "");
    expect([await roleIn(team.projectId, newcomer), await roleIn(other, newcomer)]).toEqual(["editor", "editor"]);
  });

  test("a user without an account creates one with the link and then accepts", async () => {
    const email = "newcomer@example.org";
    await invite(team.manager, { email, role: "commenter" });
    const token = await linkSecret(world, email, "invite");
    const newcomer = await registerWith(token, email);
    // The link is now bound to the new account.
    await expect(accept(team.stranger, token)).rejects.toMatchObject({ code: "invalid" });
    await accept(newcomer, token);
    expect(await roleIn(team.projectId, newcomer)).toBe("commenter");
    expect(await workspaceRoleOf(newcomer)).toBe("guest");
  });
});

describe("permission to invite", () => {
  test("managers can invite to their project, owners and admins to the workspace, up to their own role", async () => {
    const before = await countChanges(world, team.workspaceId);
    for (const person of [team.viewer, team.commenter, team.editor]) {
      await expect(invite(person)).rejects.toMatchObject({ code: "forbidden" });
      await expect(open(person)).rejects.toMatchObject({ code: "forbidden" });
    }
    for (const person of [team.owner, team.admin, team.member, team.stranger]) {
      await expect(invite(person)).rejects.toMatchObject({ code: "not_found" });
      await expect(open(person)).rejects.toMatchObject({ code: "not_found" });
    }
    const toWorkspace = { projectId: null, role: "admin" } as const;
    await expect(invite(team.member, toWorkspace)).rejects.toMatchObject({ code: "forbidden" });
    await expect(invite(team.stranger, toWorkspace)).rejects.toMatchObject({ code: "not_found" });
    const inbox = { projectId: team.owner.inboxId };
    await expect(invite(team.owner, inbox)).rejects.toMatchObject({ code: "conflict" });
    expect(await countChanges(world, team.workspaceId)).toBe(before);

    const person = await world.person("Joiner");
    await accept(person, await linkFrom(team.admin, toWorkspace));
    expect(await workspaceRoleOf(person)).toBe("admin");
    expect(await open(team.owner, null)).toEqual([]);
  });

  test("projects accept only project roles, and workspaces only workspace roles", () => {
    const parse = (options: InvitationOptions) => CreateInvitation.safeParse({ ...inputFor(), ...options }).success;
    expect(parse({ role: "member" })).toBe(false);
    expect(parse({ projectId: null, role: "editor" })).toBe(false);
    expect(parse({ projectId: null, role: "member" })).toBe(true);
  });

  test("never lowers an existing role", async () => {
    await accept(team.manager, await linkFrom(team.manager, { role: "viewer" }));
    expect(await roleIn(team.projectId, team.manager)).toBe("manager");
    await accept(team.viewer, await linkFrom(team.manager, { role: "commenter" }));
    expect(await roleIn(team.projectId, team.viewer)).toBe("commenter");
    await accept(team.admin, await linkFrom(team.admin, { projectId: null, role: "guest" }));
    expect(await workspaceRoleOf(team.admin)).toBe("admin");
  });
});

describe("an invitation becomes invalid by", () => {
  test("being revoked by someone who may invite, and then can't be used to create an account either", async () => {
    const { invitation, link } = await invite(team.manager);
    const token = link?.split("#")[1] ?? "";
    const revoke = (person: Person) =>
      revokeInvitation(world.ctxOf(person), { ...commandIn(team.workspaceId), id: invitation.id });
    for (const person of [team.editor, team.owner, team.stranger])
      await expect(revoke(person)).rejects.toMatchObject({ code: "not_found" });
    expect(await revoke(team.manager)).toEqual({ id: invitation.id });
    await expect(revoke(team.manager)).rejects.toMatchObject({ code: "not_found" });
    await expect(accept(team.stranger, token)).rejects.toMatchObject({ code: "invalid" });
    await expect(registerWith(token, "late@example.org")).rejects.toMatchObject({ code: "invalid" });
  });

  test("being revoked or accepted before its email is sent, in which case the email is not sent", async () => {
    const [email, other] = ["changed.mind@example.org", "other.mind@example.org"];
    const { invitation } = await invite(team.manager, { email });
    await invite(team.manager, { email: other });
    await revokeInvitation(world.ctxOf(team.manager), { ...commandIn(team.workspaceId), id: invitation.id });
    expect(await waitingMails(world, email)).toEqual([]);
    const secret = await linkSecret(world, other, "invite");
    await accept(await registerWith(secret, other), secret);
    expect(await waitingMails(world, other)).toEqual([]);
  });

  test("its creator losing their role, and then even the creator can't use it", async () => {
    const place = { workspaceId: team.workspaceId, projectId: await projectOf(world, team.workspaceId, team.manager) };
    await joinProject(world, place, team.editor, "manager");
    const tokens = [await linkFrom(team.editor, place), await linkFrom(team.editor, place)];
    const demote = { ...commandIn(team.workspaceId), ...place, userId: team.editor.id, role: "viewer" as const };
    await setMember(world.ctxOf(team.manager), demote);
    await removeMember(world.ctxOf(team.manager), {
      ...commandIn(team.workspaceId),
      ...place,
      userId: team.editor.id,
    });
    for (const token of tokens) await expect(accept(team.editor, token)).rejects.toMatchObject({ code: "invalid" });
  });

  test("its project being moved to the trash", async () => {
    const projectId = await projectOf(world, team.workspaceId, team.manager, "Short");
    const token = await linkFrom(team.manager, { projectId });
    await trashProject(world.ctxOf(team.manager), { ...commandIn(team.workspaceId), id: projectId });
    await expect(accept(team.stranger, token)).rejects.toMatchObject({ code: "invalid" });
    await expect(registerWith(token, "too.late@example.org")).rejects.toMatchObject({ code: "invalid" });
    await expect(
      getProject(world.ctxOf(team.stranger), { workspaceId: team.workspaceId, id: projectId }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

test("limits emails per address and per sender, without counting rejected callers", async () => {
  const limited = await createWorld({ isLimited: true });
  try {
    const { workspaceId, projectId, manager, stranger } = await createTeam(limited);
    const ask = (person: Person, email = "new@example.org") => {
      const input = { ...commandIn(workspaceId), id: uuidv7(), projectId, role: "editor", email };
      return errorCodeOf(createInvitation(limited.ctxOf(person), CreateInvitation.parse(input)));
    };
    for (let count = 0; count < 5; count += 1) expect(await ask(stranger)).toBe("not_found");
    expect(await ask(manager)).toBe("done");
    // The sender is also limited across all addresses.
    const answers: string[] = [];
    for (let count = 2; count <= 61; count += 1) answers.push(await ask(manager, `new${count}@example.org`));
    expect(answers.indexOf("too_many_requests")).toBe(59);
  } finally {
    await limited.close();
  }
});
