import type { Id } from "@docket/schema/id";
import { CreateInvitation, MAX_RECEIVED_INVITATIONS } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { listReceivedInvitations } from "../../entities/invitation/open-invitation.ts";
import { listInvitations, previewInvitation } from "../../entities/invitation/queries.ts";
import { linkSecret } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam, joinProject, projectOf } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { removeMember } from "../member/mutations.ts";
import { trashProject } from "../project/trash.ts";
import {
  acceptInvitation,
  acceptReceivedInvitation,
  createInvitation,
  declineInvitation,
  revokeInvitation,
} from "./mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

const invite = async (person: Person, options: Partial<z.input<typeof CreateInvitation>>) => {
  const { workspaceId, projectId } = team;
  const input = { ...commandIn(workspaceId), id: uuidv7(), projectId, role: "editor", ...options };
  return (await createInvitation(world.ctxOf(person), CreateInvitation.parse(input))).invitation;
};

const received = async (person: Person) => (await listReceivedInvitations(world.ctxOf(person))).items;
const ref = (id: Id, workspaceId: Id = team.workspaceId) => ({ ...commandIn(workspaceId), id });

const rolesOf = async ({ id: userId }: Person) => {
  const { workspaceId, projectId } = team;
  const member = await world.runtime.db.workspaceMember.findFirst({
    where: { workspaceId, userId },
    select: { role: true, projects: { where: { projectId }, select: { role: true } } },
  });
  return { workspace: member?.role ?? null, project: member?.projects[0]?.role ?? null };
};

describe("an invitation to the address of an account", () => {
  test("is shown to this account only, with what its link shows, and can be accepted without the link", async () => {
    const person = await world.person("Received");
    const invitation = await invite(team.manager, { email: person.email.toUpperCase() });
    await invite(team.manager, { email: null });
    expect(await received(person)).toMatchObject([
      { id: invitation.id, workspaceName: "Owner", projectName: "Shared", invitedBy: "Manager", role: "editor" },
    ]);
    expect(await received(team.stranger)).toEqual([]);
    const input = ref(invitation.id);
    for (const act of [acceptReceivedInvitation, declineInvitation]) {
      await expect(act(world.ctxOf(team.stranger), input)).rejects.toMatchObject({ code: "not_found" });
      const elsewhere = ref(invitation.id, person.workspaceId);
      await expect(act(world.ctxOf(person), elsewhere)).rejects.toMatchObject({ code: "not_found" });
    }
    const token = await linkSecret(world, person.email.toUpperCase(), "invite");
    const accepted = await acceptReceivedInvitation(world.ctxOf(person), input);
    expect(accepted).toEqual({ workspaceId: team.workspaceId, projectId: team.projectId });
    expect(await acceptReceivedInvitation(world.ctxOf(person), input)).toEqual(accepted);
    expect(await rolesOf(person)).toEqual({ workspace: "guest", project: "editor" });
    expect(await received(person)).toEqual([]);
    expect(await errorCodeOf(acceptInvitation(world.ctxOf(person), { ...commandIn(team.workspaceId), token }))).toBe(
      "invalid",
    );
    await expect(previewInvitation(world.anonymous(), { token })).rejects.toMatchObject({ code: "invalid" });
  });

  test("is not shown before the address is confirmed, or once it is revoked, declined or expired", async () => {
    const unverified = await world.person("Not confirmed", { isVerified: false });
    await invite(team.manager, { email: unverified.email });
    expect(await received(unverified)).toEqual([]);

    const person = await world.person("Addressed");
    const { email } = person;
    const first = await invite(team.manager, { email });
    await revokeInvitation(world.ctxOf(team.manager), ref(first.id));
    expect(await received(person)).toEqual([]);

    const second = await invite(team.owner, { email, projectId: null, role: "member" });
    expect(await received(person)).toMatchObject([{ projectName: null, role: "member" }]);
    const decline = ref(second.id);
    expect(await declineInvitation(world.ctxOf(person), decline)).toEqual({ id: second.id });
    expect(await declineInvitation(world.ctxOf(person), decline)).toEqual({ id: second.id });
    expect(await received(person)).toEqual([]);
    const listing = { workspaceId: team.workspaceId, projectId: null, limit: 100 };
    const { items: open } = await listInvitations(world.ctxOf(team.owner), listing);
    expect(open.map(({ id }) => id)).not.toContain(second.id);
    await expect(acceptReceivedInvitation(world.ctxOf(person), ref(second.id))).rejects.toMatchObject({
      code: "not_found",
    });

    await invite(team.manager, { email });
    expect(await received(person)).toHaveLength(1);
    world.advanceClock({ days: 7, seconds: 1 });
    expect(await received(person)).toEqual([]);
    expect((await rolesOf(person)).workspace).toBeNull();
  });

  test("is accepted once, however often that is tried at the same time", async () => {
    const person = await world.person("Impatient");
    const invitation = await invite(team.manager, { email: person.email });
    const answers = await Promise.allSettled(
      Array.from({ length: 3 }, () => acceptReceivedInvitation(world.ctxOf(person), ref(invitation.id))),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect((await rolesOf(person)).project).toBe("editor");
  });

  test("is either accepted or declined if both are tried at the same time", async () => {
    const person = await world.person("Undecided");
    const invitation = await invite(team.manager, { email: person.email });
    const [accepted, declined] = await Promise.all([
      errorCodeOf(acceptReceivedInvitation(world.ctxOf(person), ref(invitation.id))),
      errorCodeOf(declineInvitation(world.ctxOf(person), ref(invitation.id))),
    ]);
    expect([accepted, declined].filter((code) => code === "done")).toHaveLength(1);
    expect((await rolesOf(person)).project).toBe(accepted === "done" ? "editor" : null);
  });

  test("is not displaced by newer invitations that can't be accepted", async () => {
    const person = await world.person("Popular");
    const invitation = await invite(team.manager, { email: person.email });
    const closed: Id[] = [];
    for (let count = 0; count <= MAX_RECEIVED_INVITATIONS; count += 1) {
      const projectId = await projectOf(world, team.workspaceId, team.editor, `Closed ${count}`);
      closed.push((await invite(team.editor, { email: person.email, projectId })).id);
      await trashProject(world.ctxOf(team.editor), ref(projectId));
    }
    expect((await received(person)).map(({ id }) => id)).toEqual([invitation.id]);
    for (const act of [acceptReceivedInvitation, declineInvitation])
      expect(await errorCodeOf(act(world.ctxOf(person), ref(closed[0] ?? "")))).toBe("not_found");
    expect(await errorCodeOf(declineInvitation(world.ctxOf(person), ref(invitation.id)))).toBe("done");
  });

  test("can be accepted although there are more newer ones than are shown", async () => {
    const person = await world.person("Very popular");
    const invitation = await invite(team.manager, { email: person.email });
    for (let count = 0; count < MAX_RECEIVED_INVITATIONS; count += 1) {
      const projectId = await projectOf(world, team.workspaceId, team.editor, `Open ${count}`);
      await invite(team.editor, { email: person.email, projectId });
    }
    const ids = (await received(person)).map(({ id }) => id);
    expect(ids).toHaveLength(MAX_RECEIVED_INVITATIONS);
    expect(ids).not.toContain(invitation.id);
    await acceptReceivedInvitation(world.ctxOf(person), ref(invitation.id));
    expect((await rolesOf(person)).project).toBe("editor");
  });

  test("is not shown once the inviter may no longer invite, or the account has another address", async () => {
    const projectId = await projectOf(world, team.workspaceId, team.manager, "Handed over");
    await joinProject(world, { workspaceId: team.workspaceId, projectId }, team.editor, "manager");
    const person = await world.person("Moved");
    const invitation = await invite(team.editor, { email: person.email, projectId });
    expect(await received(person)).toHaveLength(1);
    const removal = { ...commandIn(team.workspaceId), projectId, userId: team.editor.id };
    await removeMember(world.ctxOf(team.manager), removal);
    expect(await received(person)).toEqual([]);
    expect(await errorCodeOf(acceptReceivedInvitation(world.ctxOf(person), ref(invitation.id)))).toBe("not_found");

    await invite(team.manager, { email: person.email });
    expect(await received(person)).toHaveLength(1);
    const address = "moved.elsewhere@example.org";
    await world.runtime.db.userAccount.update({
      where: { id: person.id },
      data: { email: address, emailFolded: address },
    });
    expect(await received(person)).toEqual([]);
  });
});
