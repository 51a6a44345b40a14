import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { counts, csv, importFile, preview } from "../../testing/import-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { Person } from "../../testing/world.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

const many = (count: number, row: (nth: number) => string, first = 1) =>
  Array.from({ length: count }, (_, nth) => row(first + nth));
const sections = (count: number, first?: number) => many(count, (nth) => `section,Part ${nth},,`, first);
const subtasks = (count: number, first?: number) => many(count, (nth) => `task,Step ${nth},4,2`, first);
const comments = (count: number) => many(count, (nth) => `note,Remark ${nth},,`);
const labelled = (count: number, first?: number) => many(count, (nth) => `task,Call @label${nth},4,1`, first);
const parent = "task,Plan the trip,4,1";

/** Returns the error thrown by a preview, and checks that nothing was stored. */
async function refusalOf(person: Person, upload: Parameters<typeof preview>[2]): Promise<unknown> {
  const { db } = world.runtime;
  const { workspaceId } = person;
  const state = async () => [await counts(world, workspaceId), await db.importJob.count({ where: { workspaceId } })];
  const before = await state();
  const refusal: unknown = await preview(world.ctxOf(person), workspaceId, upload).catch((error: unknown) => error);
  expect(await state()).toEqual(before);
  return refusal;
}

const limit = (entity: string, max: number, count: number, more: object = {}) => ({
  code: "conflict",
  details: { limit: { entity, max, count, ...more } },
});

describe("rejects a file that exceeds a limit by one, before anything is written", () => {
  const home = { name: "Home", file: "Home.csv", line: null };
  const trip = { name: "Plan the trip", file: "Home.csv", line: 2 };
  test.each([
    ["sections in a project", csv(...sections(501)), limit("section", 500, 501, home)],
    ["sub-tasks below a task", csv(parent, ...subtasks(501)), limit("subtask", 500, 501, trip)],
    ["comments on a task", csv(parent, ...comments(2_001)), limit("comment", 2_000, 2_001, trip)],
    ["labels", csv(...labelled(501)), limit("label", 500, 501)],
  ])("%s", async (_, upload, refusal) => {
    expect(await refusalOf(await world.person("Mira"), upload)).toMatchObject(refusal);
  });

  test("the error states the limit and where it is exceeded", async () => {
    const refusal = await refusalOf(await world.person("Mira"), csv(parent, ...subtasks(501)));
    expect(refusal).toMatchObject({
      message:
        "Limit reached: there can be 500 sub-tasks below a task, including those in the trash. “Plan the trip” (Home.csv, line 2) would have 501. Nothing was imported.",
    });
  });

  test("projects, including those that the user created before", async () => {
    const person = await world.person("Mira");
    const { id: userId, workspaceId } = person;
    await world.runtime.db.$executeRaw`
      INSERT INTO project SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'inbox_of', null))).*
      FROM project p, generate_series(1, 498) WHERE p.workspace_id = ${workspaceId}::uuid AND p.inbox_of = ${userId}::uuid`;
    const zip = (...names: string[]) =>
      Buffer.from(
        zipSync(Object.fromEntries(names.map((name) => [`${name}.csv`, strToU8("TYPE,CONTENT\ntask,a")] as const))),
      );
    const refusal = await refusalOf(person, { name: "backup.zip", content: zip("One", "Two") });
    expect(refusal).toMatchObject(limit("project", 500, 501));
    const job = await importFile(world, person, { name: "backup.zip", content: zip("One") });
    expect(job).toMatchObject({ status: "done", made: { projects: 1 } });
  });
});

describe("existing entities in the workspace count towards the limits", () => {
  test("sections of a project that an earlier import created", async () => {
    const person = await world.person("Mira");
    await importFile(world, person, csv(...sections(300)));
    const refusal = await refusalOf(person, csv(...sections(300), ...sections(201, 301)));
    expect(refusal).toMatchObject(limit("section", 500, 501, { name: "Home" }));
    expect(await refusalOf(person, csv(...sections(201, 301)))).toMatchObject(limit("section", 500, 501));
    const job = await importFile(world, person, csv(...sections(500)));
    expect(job).toMatchObject({ status: "done", made: { sections: 200, found: 301 } });
  });

  test("sub-tasks of a task that an earlier import created", async () => {
    const person = await world.person("Mira");
    await importFile(world, person, csv(parent, ...subtasks(300)));
    const refusal = await refusalOf(person, csv(parent, ...subtasks(201, 301)));
    expect(refusal).toMatchObject(limit("subtask", 500, 501, { name: "Plan the trip", line: 2 }));
    const job = await importFile(world, person, csv(parent, ...subtasks(200, 301)));
    expect(job).toMatchObject({ status: "done", made: { tasks: 200 } });
  });

  test("labels that the user created, but not existing labels that the file repeats", async () => {
    const person = await world.person("Mira");
    await importFile(world, person, { ...csv(...labelled(300)), name: "First.csv" });
    expect(await refusalOf(person, csv(...labelled(201, 301)))).toMatchObject(limit("label", 500, 501));
    const job = await importFile(world, person, csv(...labelled(500)));
    expect(job).toMatchObject({ status: "done", made: { labels: 200 } });
  });
});

test("a file that exactly reaches the limits is imported completely", async () => {
  const person = await world.person("Mira");
  const upload = csv(...labelled(500), parent, ...subtasks(500), ...sections(500), parent, ...comments(2_000));
  const job = await importFile(world, person, upload);
  expect(job).toMatchObject({ status: "done", failure: null, made: { sections: 500, labels: 500, comments: 2_000 } });
});
