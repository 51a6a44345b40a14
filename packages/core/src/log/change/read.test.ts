import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinProject, joinWorkspace, changeDraft, createProjectRow, writeLines } from "../../testing/feed.ts";
import { createTokenCtx } from "../../testing/token.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import type { ChangeDraft } from "../record.ts";
import { readLog } from "./read.ts";

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await createWorld();
  owner = await world.person("Owner");
});
afterAll(() => world.close());

/** An event between two reads. `at` and `to` are project indexes. */
type Step =
  | { does: "write"; at: number }
  | { does: "label" }
  | { does: "folder"; mine: boolean }
  | { does: "move"; at: number; to: number }
  | { does: "join"; at: number }
  | { does: "leave"; at: number }
  | { does: "trash"; at: number }
  | { does: "restore"; at: number }
  | { does: "role"; role: "guest" | "member" }
  | { does: "look" };

const PROJECTS = 3;
const at = fc.nat(PROJECTS - 1);
const Steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant("write" as const), at }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant("move" as const), at, to: at }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant("look" as const) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant("join" as const), at }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant("leave" as const), at }) },
    fc.record({ does: fc.constant("trash" as const), at }),
    fc.record({ does: fc.constant("restore" as const), at }),
    fc.record({ does: fc.constant("label" as const) }),
    fc.record({ does: fc.constant("folder" as const), mine: fc.boolean() }),
    fc.record({ does: fc.constant("role" as const), role: fc.constantFrom("guest" as const, "member" as const) }),
  ),
  { minLength: 5, maxLength: 25 },
);

test("returns exactly the changes that the reader can see at the time, even as memberships change", async () => {
  await fc.assert(fc.asyncProperty(Steps, runScenario), { numRuns: 15 });
});

/** An entry in a simple model of the rule: what an entry is about determines who may read it. */
type ExpectedLine = { seq: bigint; about: "task" | "project" | "label" | "mine" | "theirs"; project: number };

async function runScenario(steps: Step[]): Promise<void> {
  const { workspaceId } = owner;
  const { db } = world.runtime;
  const reader = await world.person("Reader");
  await joinWorkspace(world, workspaceId, reader, "member");
  const projects: Id[] = [];
  for (let index = 0; index < PROJECTS; index += 1)
    projects.push(await createProjectRow(world, workspaceId, owner, randomKey()));
  const id = (index: number) => projects[index]!;
  const member = new Set<number>();
  const trashed = new Set<number>();
  let role = "member";
  let expected: ExpectedLine[] = [];
  let position = (await db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } })).changeSeq;

  const write = async (about: ExpectedLine["about"], project: number, draft: ChangeDraft) => {
    const seq = await writeLines(world, { actorId: owner.id, workspaceId }, [draft]);
    expected.push({ seq, about, project });
  };
  const mayRead = ({ about, project }: ExpectedLine): boolean => {
    if (about === "mine") return true;
    if (about === "theirs") return false;
    if (about === "label") return role === "member";
    return member.has(project) && (about === "project" || !trashed.has(project));
  };

  const look = async () => {
    const page = await readLog(world.ctxOf(reader), workspaceId, position);
    if (page.kind === "closed") throw new Error("closed");
    expect(page.changes.map(({ seq }) => BigInt(seq))).toEqual(expected.filter(mayRead).map(({ seq }) => seq));
    expect(page.position).toBe(expected.at(-1)?.seq ?? position);
    const text = JSON.stringify(page.changes);
    for (const [index, projectId] of projects.entries()) if (!member.has(index)) expect(text).not.toContain(projectId);
    position = page.position;
    expected = [];
  };

  const actions: { [Does in Step["does"]]: (step: Extract<Step, { does: Does }>) => Promise<unknown> } = {
    write: (step) => write("task", step.at, changeDraft(id(step.at))),
    label: () => write("label", -1, changeDraft(null, { entity: "view" })),
    folder: ({ mine }) =>
      write(
        mine ? "mine" : "theirs",
        -1,
        changeDraft(null, { entity: "folder", audience: mine ? reader.id : owner.id }),
      ),
    move: async (step) => {
      if (step.at === step.to) return;
      const [before, after] = [
        { projectId: id(step.at), sectionId: id(step.at) },
        { projectId: id(step.to), sectionId: null },
      ];
      await write("task", step.at, changeDraft(id(step.at), { op: "leave" }));
      await write("task", step.to, changeDraft(id(step.to), { op: "move", before, after }));
    },
    join: async (step) => {
      if (member.has(step.at)) return;
      member.add(step.at);
      await joinProject(world, workspaceId, id(step.at), reader, "viewer");
    },
    leave: async (step) => {
      if (!member.delete(step.at)) return;
      await db.projectMember.delete({
        where: { workspaceId_projectId_userId: { workspaceId, projectId: id(step.at), userId: reader.id } },
      });
    },
    trash: async (step) => {
      trashed.add(step.at);
      await db.project.update({
        where: { workspaceId_id: { workspaceId, id: id(step.at) } },
        data: { deletedAt: world.runtime.clock() },
      });
      await write("project", step.at, changeDraft(id(step.at), { entity: "project", op: "trash" }));
    },
    restore: async (step) => {
      trashed.delete(step.at);
      await db.project.update({
        where: { workspaceId_id: { workspaceId, id: id(step.at) } },
        data: { deletedAt: null },
      });
      await write("project", step.at, changeDraft(id(step.at), { entity: "project", op: "restore" }));
    },
    role: async (step) => {
      ({ role } = step);
      await db.workspaceMember.update({
        where: { workspaceId_userId: { workspaceId, userId: reader.id } },
        data: { role },
      });
    },
    look,
  };
  for (const step of steps) await actions[step.does](step as never);
  await look();
}

let serial = 0;
function randomKey(): string {
  serial += 1;
  return `P${serial}`;
}

test("a move out of a hidden project reveals neither its id nor the ids of its contents", async () => {
  const { workspaceId } = owner;
  const reader = await world.person("Neighbour");
  await joinWorkspace(world, workspaceId, reader, "guest");
  const [secret, shared] = [
    await createProjectRow(world, workspaceId, owner, randomKey()),
    await createProjectRow(world, workspaceId, owner, randomKey()),
  ];
  await joinProject(world, workspaceId, shared, reader, "viewer");
  const before = { projectId: secret, sectionId: uuidv7(), parentId: uuidv7(), title: "Buy paint" };
  const seq = await writeLines(world, { actorId: owner.id, workspaceId }, [
    changeDraft(shared, { op: "move", before, after: { projectId: shared } }),
  ]);
  const page = await readLog(world.ctxOf(reader), workspaceId, seq - 1n);
  expect(page).toMatchObject({
    changes: [
      {
        before: { projectId: null, sectionId: null, parentId: null, title: "Buy paint" },
        after: { projectId: shared },
      },
    ],
  });
});

test("a token limited to projects reads only their changes, not others addressed to its owner", async () => {
  const { workspaceId } = owner;
  const [inside, outside] = [
    await createProjectRow(world, workspaceId, owner, randomKey()),
    await createProjectRow(world, workspaceId, owner, randomKey()),
  ];
  const ctx = await createTokenCtx(world, owner, { workspaceId, projectIds: [inside] });
  const seq = await writeLines(world, { actorId: owner.id, workspaceId }, [
    changeDraft(inside),
    changeDraft(outside),
    changeDraft(null, { entity: "view" }),
    changeDraft(null, { entity: "folder", audience: owner.id }),
    changeDraft(outside, { entity: "placement", audience: owner.id }),
    changeDraft(inside, { entity: "placement", audience: owner.id }),
  ]);
  const read = async () => {
    const page = await readLog(ctx, workspaceId, seq - 6n);
    return page.kind === "closed" ? page.reason : page.changes.map(({ seq: number }) => BigInt(number) - seq + 6n);
  };
  expect(await read()).toEqual([1n, 6n]);

  const other = await world.person("Elsewhere");
  expect(await readLog(ctx, other.workspaceId, 0n)).toEqual({ kind: "closed", reason: "workspace" });
  world.advanceClock({ hours: 1 });
  expect(await read()).toBe("credential");
});
