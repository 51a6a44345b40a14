import { Search } from "@docket/schema/search";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createComment } from "../../commands/comment/mutations.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import type { Person } from "../../testing/world.ts";
import { search } from "./queries.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

async function titles(person: Person, text: string, more: object = {}): Promise<string[]> {
  const { items } = await search(
    world.ctxOf(person),
    Search.parse({ workspaceId: world.ada.workspaceId, text, ...more }),
  );
  return items.map((hit) => hit.task.title).sort();
}

/** Makes the workspace appear so large that search reads the latest tasks first and then uses the index. */
async function pretendMany(isMany: boolean): Promise<void> {
  const more = isMany ? 100_000 : -100_000;
  await world.database.owner.pool.query("UPDATE project_counter SET next_number = next_number + $1", [more]);
}

it("finds words in titles, descriptions and comments, in any language, but no private or trashed tasks", async () => {
  const { workspaceId } = world.ada;
  const project = await world.project(world.ada);
  const secret = await world.project(world.ada, "Secret");
  await world.join(world.bob, project, "viewer");
  const make = (title: string, description = "") => world.task(world.ada, project, { title, description });
  await make("Müller anrufen", "wegen der Küche");
  await make("买牛奶和面包");
  await make("Позвонить маме");
  const talked = await make("Plan the trip");
  const done = await make("Kitchen sink");
  const gone = await make("Kitchen table");
  await world.task(world.ada, secret, { title: "Kitchen party, a surprise" });
  await createComment(world.ctxOf(world.ada), {
    workspaceId,
    commandId: uuidv7(),
    id: uuidv7(),
    taskId: talked.id,
    body: "Ask Zoë about 100% of the hotels_",
  });
  await completeTasks(world.ctxOf(world.ada), { workspaceId, commandId: uuidv7(), ids: [done.id] });
  await trashTasks(world.ctxOf(world.ada), { workspaceId, commandId: uuidv7(), ids: [gone.id] });

  for (const isMany of [true, false]) {
    await pretendMany(isMany);
    expect(await titles(world.ada, "muller")).toEqual(["Müller anrufen"]);
    expect(await titles(world.ada, "KÜCHE müll")).toEqual(["Müller anrufen"]);
    expect(await titles(world.ada, "牛奶")).toEqual(["买牛奶和面包"]);
    expect(await titles(world.ada, "мам")).toEqual(["Позвонить маме"]);
    expect(await titles(world.ada, "zoe hotel")).toEqual(["Plan the trip"]);
    expect(await titles(world.ada, "kitch")).toEqual(["Kitchen party, a surprise", "Kitchen sink"]);
    expect(await titles(world.ada, "kitch", { withCompleted: false })).toEqual(["Kitchen party, a surprise"]);
    expect(await titles(world.bob, "kitch")).toEqual(["Kitchen sink"]);
    expect(await titles(world.bob, "kitch", { projectId: project.id })).toEqual(["Kitchen sink"]);
  }
  expect(await titles(world.ada, "%")).toEqual([]);
  expect(await titles(world.ada, "' OR 1=1 --")).toEqual([]);
  const stranger = await world.person("Eve");
  await expect(titles(stranger, "kitch")).rejects.toMatchObject({ code: "not_found" });
  await expect(titles(world.bob, "kitch", { projectId: secret.id })).rejects.toMatchObject({ code: "not_found" });
});

it("can use the index, even for scripts without spaces", async () => {
  const { pool } = world.database.owner;
  const { workspaceId } = world.ada;
  const project = await world.project(world.ada, "Many");
  for (const start of [1_000, 6_000, 11_000, 16_000]) {
    await pool.query(
      `INSERT INTO task (workspace_id, id, project_id, number, title, rank, created_by, search_text)
       SELECT $1, gen_random_uuid(), $2, n, 'filler', 'a0', $3, ' ' || md5(n::text) || ' ' || md5((n * 7)::text) || ' '
       FROM generate_series($4::int, $4::int + 4999) n`,
      [workspaceId, project.id, world.ada.id, start],
    );
  }
  await pool.query("VACUUM ANALYZE task");
  const client = await pool.connect();
  try {
    // A sequential scan is cheap on a table this small. The test checks whether the index can be used.
    await client.query("SET enable_seqscan = off");
    for (const pattern of ["% ab%", "%abcdef%", "% 牛 奶 %"]) {
      const { rows } = await client.query<{ "QUERY PLAN": string }>({
        text: `EXPLAIN SELECT id FROM task WHERE workspace_id = '${workspaceId}' AND search_text LIKE '${pattern}'`,
      });
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toMatch(/Bitmap Index Scan on task_search_idx/);
      expect(plan).toMatch(/Index Cond: .*search_text ~~/);
    }
  } finally {
    client.release(true);
  }
});

it.each([false, true])("pages through many hits without gaps or duplicates (large workspace: %s)", async (isMany) => {
  const project = await world.project(world.ada, "Pages");
  const word = isMany ? "leafing" : "paging";
  for (let index = 0; index < 11; index += 1) {
    const isSaid = index % 3 === 0;
    const { id: taskId } = await world.task(world.ada, project, { title: isSaid ? "talked of" : `${word} ${index}` });
    const comment = { workspaceId: world.ada.workspaceId, taskId, body: `${word} here` };
    if (isSaid) for (let n = 0; n < 2; n += 1) await createComment(world.ctxOf(world.ada), { ...comment, ...newIds() });
  }
  await pretendMany(isMany);
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof search>> = await search(
      world.ctxOf(world.ada),
      Search.parse({
        workspaceId: world.ada.workspaceId,
        text: word,
        limit: 4,
        ...(cursor === null ? {} : { cursor }),
      }),
    );
    found.push(...page.items.map((hit) => `${hit.task.id} ${hit.where}`));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(found).toHaveLength(11);
  expect(new Set(found).size).toBe(11);
  expect(found.filter((hit) => hit.endsWith("comment"))).toHaveLength(4);
});

function newIds(): { commandId: string; id: string } {
  return { commandId: uuidv7(), id: uuidv7() };
}
