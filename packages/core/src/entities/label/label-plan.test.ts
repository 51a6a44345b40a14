import { Prisma } from "@docket/db/generated/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { canSeeLabel } from "../../access/access.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

it("determines a label's visibility from its own tasks only, among 20,000 tasks", async () => {
  const { ada, bob } = world;
  const { workspaceId } = ada;
  const owner = (sql: string) => world.database.owner.pool.query(sql);
  const shared = await world.project(ada, "Shared");
  await world.join(bob, shared, "viewer");
  for (const project of [shared, await world.project(ada, "Hidden")]) {
    const { id } = await world.task(ada, project);
    // Inserted in batches because of the statement timeout. Statistics are updated because otherwise the foreign key
    // checks would be planned for an empty table.
    for (let from = 2; from < 10_000; from += 500) {
      await owner(`
        INSERT INTO task SELECT made.* FROM task t, generate_series(${from}, ${from + 499}) n,
          jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', n)) made
        WHERE t.id = '${id}'`);
      if (from === 2) await owner("ANALYZE task");
    }
    await owner(`
      INSERT INTO label (workspace_id, id, name, name_folded, rank, created_by)
      SELECT '${workspaceId}', gen_random_uuid(), '${project.name} ' || n, '${project.name} ' || n, 'a' || n, '${ada.id}'
      FROM generate_series(1, 100) n`);
    for (let part = 0; part < 10; part += 1) {
      await owner(`
        INSERT INTO task_label SELECT t.workspace_id, t.id, l.id FROM task t
        JOIN label l ON l.workspace_id = t.workspace_id AND l.name = '${project.name} ' || (t.number % 100 + 1)
        WHERE t.project_id = '${project.id}' AND t.number % 10 = ${part}`);
    }
  }
  for (const table of ["task", "label", "task_label"]) await owner(`ANALYZE ${table}`);

  const explain = async (where: Prisma.Sql) => {
    const rows = await world.runtime.db.$queryRaw<Record<string, string>[]>`
      EXPLAIN (ANALYZE, TIMING OFF) SELECT l.id FROM label l
      WHERE l.workspace_id = ${workspaceId}::uuid AND l.deleted_at IS NULL AND ${where} AND ${canSeeLabel(bob.actor, workspaceId)}`;
    return rows.flatMap((row) => Object.values(row)).join("\n");
  };
  const { id } = await world.runtime.db.label.findFirstOrThrow({ where: { workspaceId } });
  for (const where of [Prisma.sql`true`, Prisma.sql`l.id = ${id}::uuid`]) {
    const plan = await explain(where);
    expect(plan).toContain("task_label_workspace_id_label_id_task_id_idx");
    expect(plan).not.toMatch(/Seq Scan on task|hashed SubPlan/);
  }
  expect(await explain(Prisma.sql`true`)).toMatch(/Seq Scan on label l .*rows=100/);
}, 240_000);
