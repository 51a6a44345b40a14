import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csv, preview } from "../../testing/import-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import { cancelImport, startImport, undoImport } from "./mutations.ts";
import { getImport, listImports } from "./queries.ts";
import { deleteStalePreviews } from "./worker.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

describe("import previews", () => {
  test("are visible only to the user who uploaded them", async () => {
    const [mira, noor] = [await world.person("Mira"), await world.person("Noor")];
    const { workspaceId } = mira;
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: noor.id, role: "owner" } });
    const job = await preview(world.ctxOf(mira), workspaceId, csv("task,a,1,1"));
    const ref = { workspaceId, id: job.id };
    const ctx = world.ctxOf(noor);
    for (const use of [getImport, startImport, cancelImport, undoImport]) {
      await expect(use(ctx, ref)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await listImports(ctx, { workspaceId, limit: 50 })).items).toEqual([]);
    await expect(preview(ctx, workspaceId, csv("task,a,1,1"), job.id)).rejects.toMatchObject({ code: "already_made" });
  });

  test("are stored only once if sent twice, and an id belongs to one file", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const job = await preview(ctx, workspaceId, csv("task,a,1,1"));
    expect(await preview(ctx, workspaceId, csv("task,a,1,1"), job.id)).toEqual(job);
    for (const other of [{ ...csv("task,a,1,1"), name: "x.csv" }, csv("task,b,1,1")]) {
      await expect(preview(ctx, workspaceId, other, job.id)).rejects.toMatchObject({ code: "already_made" });
    }
  });

  test("report rows and losses in the language of the user who uploads the file", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const german = { ...ctx, request: { ...ctx.request, locale: "de" as const } };
    const file = () => csv("task,a,9,1", "event,x,,");
    const [first, second] = [
      await preview(ctx, person.workspaceId, file()),
      await preview(german, person.workspaceId, file()),
    ];
    const messagesOf = ({ problems, losses }: typeof first) => [...problems, ...losses].map(({ message }) => message);
    expect(messagesOf(first)).toEqual([
      'PRIORITY "9" is not a number from 1 to 4; the task has no priority: "a"',
      'Not a task, section or note: "event,x,,"',
      "Not a priority from 1 to 4; kept, and the task has no priority.",
    ]);
    expect(messagesOf(second)).toEqual([
      'PRIORITY "9" ist keine Zahl von 1 bis 4; die Aufgabe hat keine Priorität: "a"',
      'Keine Aufgabe, kein Abschnitt und keine Notiz: "event,x,,"',
      "Keine Priorität von 1 bis 4; bleibt erhalten, und die Aufgabe hat keine Priorität.",
    ]);
    expect(second.counts).toEqual(first.counts);
  });

  test("are rejected for non-members and guests", async () => {
    const [mira, noor] = [await world.person("Mira"), await world.person("Noor")];
    const { workspaceId } = mira;
    const ctx = world.ctxOf(noor);
    await expect(preview(ctx, workspaceId, csv("task,a,1,1"))).rejects.toMatchObject({ code: "not_found" });
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: noor.id, role: "guest" } });
    await expect(preview(ctx, workspaceId, csv("task,a,1,1"))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("are limited in number, deleted after a day, and listed in pages", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    for (let count = 0; count < 7; count++) {
      world.advanceClock({ seconds: 1 });
      await preview(ctx, workspaceId, csv(`task,${count},1,1`));
    }
    const first = await listImports(ctx, { workspaceId, limit: 3 });
    const second = await listImports(ctx, { workspaceId, limit: 3, cursor: first.nextCursor ?? "" });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, null]);
    world.advanceClock({ days: 1, seconds: 10 });
    await deleteStalePreviews(world.runtime);
    expect((await listImports(ctx, { workspaceId, limit: 3 })).items).toEqual([]);
  });

  test("are rejected with a readable message if the file can't be read", async () => {
    const person = await world.person("Mira");
    const upload = { name: "x.csv", content: "Name,Amount\n" };
    await expect(preview(world.ctxOf(person), person.workspaceId, upload)).rejects.toMatchObject({
      code: "invalid",
      message: /TYPE and CONTENT/,
    });
  });
});
