import { CompleteRegistration } from "@docket/schema/account";
import { ListChanges } from "@docket/schema/change";
import { ListTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trashProject } from "../../commands/project/trash.ts";
import { listLabels } from "../../entities/label/queries.ts";
import { listTasks } from "../../entities/task/list.ts";
import { issueOneTimeToken } from "../../identity/account/one-time-token.ts";
import { authenticate } from "../../identity/session/authenticate.ts";
import type { SignInResult } from "../../identity/session/sign-in.ts";
import { listChanges } from "../../log/change/queries.ts";
import type { UserActor } from "../../runtime/actor.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { completeSetup, ensureSetupToken } from "../instance/setup.ts";
import { completeRegistration } from "../registration/registration.ts";
import { undoCommand } from "../undo/mutations.ts";
import { listCommands } from "../undo/queries.ts";
import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";
import type { Welcome, WelcomeTask } from "./welcome.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Returns the context, workspace and welcome project of a user who has just signed in. */
async function enter({ signedIn, cookies }: SignInResult) {
  const identity = await authenticate(world.runtime, {
    accessToken: cookies.access ?? "",
    authorization: null,
    ip: null,
  });
  if (identity.kind !== "actor") throw new Error("Nobody is signed in.");
  // Safe because a browser's cookie always authenticates a user.
  const ctx = { ...world.anonymous(), actor: identity.actor as UserActor };
  const userId = signedIn.account.id;
  const { workspaceId } = await world.runtime.db.workspaceMember.findFirstOrThrow({ where: { userId } });
  const project = await world.runtime.db.project.findFirstOrThrow({ where: { workspaceId, inboxOf: null } });
  return { ctx, workspaceId, project };
}

async function register(locale: string, timeZone = "UTC") {
  const email = `${uuidv7()}@example.org`;
  const binding = { purpose: "verify_email", userId: null, email, payload: { email } } as const;
  const { secret } = await issueOneTimeToken(world.runtime.db, world.runtime.clock(), binding);
  const input = CompleteRegistration.parse({ token: secret, name: "Neu", password: PASSWORD, locale, timeZone });
  const made = await completeRegistration(world.anonymous(), input, null);
  if (made === null) throw new Error("A link that was sent to an address signs in.");
  return enter(made);
}

describe("the welcome project", () => {
  it("is created in the first workspace during setup, as one command that can be undone", async () => {
    const link = await ensureSetupToken(world.runtime);
    const person = { email: "mira@example.org", name: "Mira", password: PASSWORD, locale: "en-GB", timeZone: "UTC" };
    const signedIn = await completeSetup(world.anonymous(), { token: link?.secret ?? "", ...person }, null);
    const { ctx, workspaceId, project } = await enter(signedIn);
    expect(project.name).toBe("Welcome to Docket");
    const list = () => listTasks(ctx, ListTasks.parse({ workspaceId, filter: { projectId: project.id }, limit: 100 }));
    const { items } = await list();
    expect(items.map(({ number }) => number).sort((left, right) => left - right)).toEqual(items.map((_, at) => at + 1));
    expect(items.filter(({ due }) => due?.date === "2026-11-23").map(({ title }) => title)).toContain(
      "Complete this task",
    );
    expect(items.filter(({ parentId }) => parentId !== null)).toHaveLength(2);
    expect((await listLabels(ctx, { workspaceId, limit: 50 })).items.map(({ name }) => name)).toEqual([
      "Keyboard",
      "Together",
    ]);

    const { items: commands } = await listCommands(ctx, { workspaceId, limit: 10 });
    const made = commands.find(({ kind }) => kind === "project.welcome");
    expect(made).toMatchObject({ canUndo: true, first: { title: project.name } });
    const past = await listChanges(ctx, ListChanges.parse({ workspaceId, projectId: project.id, limit: 100 }));
    expect(past.items.filter(({ entity, op }) => entity === "task" && op === "create")).toHaveLength(items.length);

    const undo = await undoCommand(ctx, { workspaceId, commandId: uuidv7(), undo: made?.id ?? "" });
    await expect(list()).rejects.toMatchObject({ code: "not_found" });
    expect((await listLabels(ctx, { workspaceId, limit: 50 })).items).toEqual([]);
    await undoCommand(ctx, { workspaceId, commandId: uuidv7(), undo: undo.commandId });
    expect((await list()).items.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    await trashProject(ctx, { workspaceId, commandId: uuidv7(), id: project.id });
    await expect(list()).rejects.toMatchObject({ code: "not_found" });
  });

  it("uses the language and time zone of the user who registers", async () => {
    world.setTime("2026-11-23T23:30:00.000Z");
    const german = await register("de-AT", "Europe/Vienna");
    expect(german.project.name).toBe("Willkommen bei Docket");
    const today = { workspaceId: german.workspaceId, dueOn: new Date("2026-11-24T00:00:00Z") };
    expect(await world.runtime.db.task.count({ where: today })).toBe(3);
    expect((await register("fr")).project.name).toBe("Welcome to Docket");
  });

  it("has the same structure in every language", () => {
    const shapeOf = ({ title: _title, description: _description, subtasks = [], ...rest }: WelcomeTask): unknown => ({
      ...rest,
      subtasks: subtasks.map(shapeOf),
    });
    const shape = ({ sections }: Welcome) => sections.map(({ tasks }) => tasks.map(shapeOf));
    expect(shape(GERMAN)).toEqual(shape(ENGLISH));
  });
});
