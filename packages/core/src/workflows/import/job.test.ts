import type { ImportRef } from "@docket/schema/import-job";
import { uuidv7 } from "@docket/schema/uuid";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticatedActor } from "../../runtime/actor.ts";
import type { TokenActor } from "../../runtime/actor.ts";
import { counts, csv, importFile, preview, NEVER_ABORTED, type Upload } from "../../testing/import-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { Person } from "../../testing/world.ts";
import { LEASE_MS } from "./lease.ts";
import { cancelImport, startImport, undoImport } from "./mutations.ts";
import { getImport, listImports } from "./queries.ts";
import { runImport } from "./run-import.ts";
import { startImportWorker } from "./worker.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

/**
 * Processes an import until its first batch is written. The resulting state is the same as after a crash, except that
 * the lease is released.
 */
async function runOneBatch(person: Person, ref: ImportRef): Promise<void> {
  const stop = new AbortController();
  const leave = world.runtime.notifier.listen(ref.workspaceId, () => stop.abort());
  await runImport(world.runtime, ref, stop.signal);
  leave();
}

describe("an import job", () => {
  const many = csv(...Array.from({ length: 1_100 }, (_, index) => `task,t${index},1,1`));

  test("continues where it stopped after a crash, without creating a row twice", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { db } = world.runtime;
    const ref = { workspaceId, id: uuidv7() };
    await preview(ctx, workspaceId, many, ref.id);
    await startImport(ctx, ref);
    await runOneBatch(person, ref);
    const half = await getImport(ctx, ref);
    expect(half.status).toBe("running");
    expect(half.doneRows).toBe(500);
    await db.importJob.updateMany({ where: ref, data: { updatedAt: ctx.now() } });

    await runImport(world.runtime, ref, NEVER_ABORTED);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "running", doneRows: half.doneRows });
    world.advanceClock({ seconds: LEASE_MS / 1000 + 1 });
    await Promise.all([runImport(world.runtime, ref, NEVER_ABORTED), runImport(world.runtime, ref, NEVER_ABORTED)]);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "done", made: { tasks: 1_100 } });
    expect((await counts(world, workspaceId)).tasks).toBe(1_100);
    expect((await db.importJob.findFirstOrThrow({ where: ref })).plan).toEqual({});
  });

  test("is processed by the worker and can be cancelled between two batches", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { id } = await preview(ctx, workspaceId, many);
    await startImport(ctx, { workspaceId, id });
    const worker = startImportWorker(world.runtime, 10);
    await expect.poll(async () => (await getImport(ctx, { workspaceId, id })).doneRows).toBeGreaterThan(0);
    await cancelImport(ctx, { workspaceId, id });
    await expect.poll(async () => (await getImport(ctx, { workspaceId, id })).status).toMatch(/cancelled|done/);
    await undoImport(ctx, { workspaceId, id });
    await expect.poll(async () => (await getImport(ctx, { workspaceId, id })).status).toBe("undone");
    await worker.stop();
    expect(await counts(world, workspaceId)).toMatchObject({ projects: 0, tasks: 0, origins: 0 });
  });

  test("that is waiting is cancelled immediately and never runs", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { id } = await preview(ctx, workspaceId, csv("task,a,1,1"));
    await startImport(ctx, { workspaceId, id });
    expect(await cancelImport(ctx, { workspaceId, id })).toMatchObject({ status: "cancelled" });
    await runImport(world.runtime, { workspaceId, id }, NEVER_ABORTED);
    expect(await counts(world, workspaceId)).toMatchObject({ projects: 0, tasks: 0 });
    await expect(startImport(ctx, { workspaceId, id })).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    [
      "suspended account",
      (person: Person) =>
        world.runtime.db.userAccount.update({ where: { id: person.id }, data: { status: "suspended" } }),
      /no longer active/,
    ],
    [
      "membership turned guest",
      (person: Person) =>
        world.runtime.db.workspaceMember.updateMany({
          where: { workspaceId: person.workspaceId },
          data: { role: "guest" },
        }),
      /./,
    ],
  ])("stops with a message: %s", async (_, lose, sentence) => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const ref = { workspaceId: person.workspaceId, id: uuidv7() };
    await preview(ctx, ref.workspaceId, csv("task,a,1,1"), ref.id);
    await startImport(ctx, ref);
    await lose(person);
    await runImport(world.runtime, ref, NEVER_ABORTED);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "failed", failure: expect.stringMatching(sentence) });
    expect(await counts(world, ref.workspaceId)).toMatchObject({ projects: 0, tasks: 0 });
  });

  test("that was started with a token stops when the token expires", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const { db } = world.runtime;
    const tokenId = uuidv7();
    const expiresAt = new Date(world.runtime.clock().getTime() + 60_000);
    const token = {
      id: tokenId,
      userId: person.id,
      name: "t",
      prefix: "t",
      hash: Buffer.from(tokenId),
      scopes: ["import"],
    };
    await db.apiToken.create({ data: { ...token, createdAt: world.runtime.clock(), expiresAt } });
    const own = { kind: "token" as const, userId: person.id, tokenId, scopes: ["import" as const], workspaceId: null };
    const ctx = { ...world.ctxOf(person), actor: authenticatedActor<TokenActor>({ ...own, projectIds: null }) };
    const run = async (upload: Upload) => {
      const { id } = await preview(ctx, workspaceId, upload);
      await startImport(ctx, { workspaceId, id });
      await runImport(world.runtime, { workspaceId, id }, NEVER_ABORTED);
      return getImport(ctx, { workspaceId, id });
    };
    expect(await run(csv("task,a,1,1"))).toMatchObject({ status: "done", made: { tasks: 1 } });
    const made = await db.command.findFirstOrThrow({ where: { workspaceId, kind: "import.batch" } });
    expect(made).toMatchObject({ actorId: person.id, tokenId });
    world.advanceClock({ minutes: 2 });
    expect(await run(csv("task,a,1,1", "task,b,1,1"))).toMatchObject({ status: "failed", failure: /access token/ });

    const limited = { ...ctx, actor: authenticatedActor<TokenActor>({ ...own, projectIds: [uuidv7()] }) };
    await expect(preview(limited, workspaceId, csv("task,a,1,1"))).rejects.toMatchObject({ code: "forbidden" });
    expect((await listImports(limited, { workspaceId, limit: 9 })).items).toEqual([]);
  });

  test("finishes for any table of a valid shape", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const word = fc.oneof(
      fc.constantFrom(
        "a",
        "b",
        "@l",
        "@L x",
        "* c",
        "",
        " d",
        "1",
        "2",
        "5",
        "2026-11-24",
        "every day",
        '"q',
        "é".normalize("NFD"),
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    );
    const type = fc.constantFrom("task", "task", "task", "section", "note", "meta", "other");
    const row = fc.tuple(type, word, word, word, word, word).map((cells) => cells.join(","));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 25 }), fc.uuid(), async (rows, name) => {
        const content = ["TYPE,CONTENT,PRIORITY,INDENT,DATE,DESCRIPTION", ...rows].join("\n");
        const job = await importFile(world, person, { name: `${name}.csv`, content });
        expect(job).toMatchObject({ status: "done", doneRows: job.totalRows, made: { left: 0 } });
        const again = await importFile(world, person, { name: `${name}.csv`, content });
        expect(again.made).toMatchObject({ projects: 0, sections: 0, tasks: 0, comments: 0, found: job.totalRows });
      }),
      { numRuns: 15 },
    );
    expect((await counts(world, workspaceId)).projects).toBe(15);
  });

  test("states why it stopped in the language of its owner", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const ref = { workspaceId, id: uuidv7() };
    await preview(ctx, workspaceId, csv("task,a,1,1"), ref.id);
    await startImport(ctx, ref);
    await world.runtime.db.userAccount.update({ where: { id: person.id }, data: { locale: "de" } });
    await world.runtime.db.workspaceMember.updateMany({ where: { workspaceId }, data: { role: "guest" } });
    await runImport(world.runtime, ref, NEVER_ABORTED);
    const failure = "Dafür brauchst du in diesem Arbeitsbereich mindestens die Rolle „Mitglied“.";
    expect(await getImport(ctx, ref)).toMatchObject({ status: "failed", failure });
  });

  test("stops when its owner loses access to the project between two batches", async () => {
    const person = await world.person("Mira");
    const other = await world.person("Noor");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const ref = { workspaceId, id: uuidv7() };
    await preview(ctx, workspaceId, many, ref.id);
    await startImport(ctx, ref);
    await runOneBatch(person, ref);
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: other.id, role: "member" } });
    await world.runtime.db.projectMember.updateMany({
      where: { workspaceId, project: { name: "Home" } },
      data: { role: "viewer" },
    });
    await runImport(world.runtime, ref, NEVER_ABORTED);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "failed", failure: "You can no longer change “Home”." });
  });
});
