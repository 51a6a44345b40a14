import type { Pool } from "pg";
import { ranksBetween } from "../../packages/schema/src/rank.ts";
import { idOf } from "./data.ts";
import { createRandom, randomText } from "./words.ts";

/** Projects of one member, with different numbers of tasks. */
export const PROJECT_SIZES = [1_000, 10_000, 40_000, 60_000] as const;

/** A workspace of its own, with projects of the same size, for the snapshot of a whole workspace. */
export const WORKSPACE = { index: 1, firstProject: 100, projects: 30, size: 334 } as const;

/** Index of the user who is a member of the projects. */
export const READER = 0;

const BATCH = 10_000;
const sqlId = (kind: Parameters<typeof idOf>[0], n: string) =>
  `('${idOf(kind, 0).slice(0, 24)}' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const reader = sqlId("user", String(READER));
const { firstProject, projects, size } = WORKSPACE;
const workspaceOf = (project: string) => sqlId("workspace", `(${project} >= ${firstProject})::int`);
const inBoth = `(VALUES (${sqlId("workspace", "0")}), (${sqlId("workspace", String(WORKSPACE.index))})) AS w(id)`;

const STATEMENTS = [
  `INSERT INTO user_account (id, email, email_folded, name, email_verified_at)
   SELECT ${sqlId("user", "u")}, 'p' || u || '@example.org', 'p' || u || '@example.org', 'Person ' || u, now() FROM generate_series(0, 19) AS u`,
  `INSERT INTO session (id, user_id, family_hash, refresh_hash, idle_expires_at, absolute_expires_at)
   SELECT ${sqlId("session", String(READER))}, ${reader}, '\\x00', '\\x00', now() + interval '1 day', now() + interval '1 day'`,
  `INSERT INTO workspace (id, slug, name) SELECT id, 'w' || right(id::text, 1), 'Home' FROM ${inBoth}`,
  "INSERT INTO workspace_counter (workspace_id, change_seq) SELECT id, 200000 FROM workspace",
  "INSERT INTO workspace_member (workspace_id, user_id, role) SELECT w.id, u.id, 'member' FROM workspace w, user_account u",
  `INSERT INTO project (workspace_id, id, key, name, created_by)
   SELECT ${workspaceOf("p")}, ${sqlId("project", "p")}, 'P' || p, 'Project ' || p, ${reader} FROM (
     SELECT generate_series(0, ${PROJECT_SIZES.length - 1}) UNION ALL SELECT generate_series(${firstProject}, ${firstProject + projects - 1})
   ) AS made(p)`,
  `INSERT INTO project_member (workspace_id, project_id, user_id, role, rank)
   SELECT p.workspace_id, p.id, u.id, 'editor', 'a0' FROM project p, user_account u`,
  `INSERT INTO label (workspace_id, id, name, name_folded, rank, created_by)
   SELECT w.id, ${sqlId("label", "n")}, 'Label ' || n, ' label ' || n, 'a0', ${reader} FROM generate_series(0, 29) AS n, workspace w`,
];

// In addition to its open tasks, a project has half as many that were closed long ago. A third of these, and a quarter
// of the open ones, are sub-tasks.
const TASKS = `
  INSERT INTO task (workspace_id, id, project_id, number, parent_id, title, description, status, completed_at, completed_by,
    priority, due_on, due_time, rank, search_text, created_by, created_at, updated_at)
  SELECT $7::uuid, ${sqlId("task", "id")}, $1::uuid, n + 1,
    CASE WHEN n >= 4 AND (closed AND n % 3 = 0 OR NOT closed AND n % 4 = 0) THEN ${sqlId("task", "$2::int + n / 7 * 4 % greatest($4::int, 1)")} END,
    title, CASE WHEN n % 5 = 0 THEN 'What there is to say about it' ELSE '' END,
    CASE WHEN closed THEN 'done' ELSE 'open' END, CASE WHEN closed THEN at END, CASE WHEN closed THEN ${reader} END,
    n % 4, CASE WHEN n % 3 = 0 THEN current_date + n % 90 - 20 END, CASE WHEN n % 9 = 0 THEN '09:30' END,
    ($5::text[])[o], '', ${sqlId("user", "n % 20")}, at, at
  FROM unnest($3::text[]) WITH ORDINALITY AS made(title, o),
    LATERAL (SELECT $6::int + o::int - 1 AS n) numbered,
    LATERAL (SELECT $2::int + n AS id, n >= $4::int AS closed, now() - interval '1 minute' * (86400 + n) AS at) dated`;

/** Fills an empty, migrated database. */
export async function fillForSnapshots(owner: Pool): Promise<void> {
  // Creating the text index after the rows have been inserted takes a fraction of the time.
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'",
  );
  for (const { name } of indexes) await owner.query(`DROP INDEX ${name}`);
  for (const statement of STATEMENTS) await owner.query(statement);
  const random = createRandom(5);
  let first = 0;
  const all = [
    ...PROJECT_SIZES.map((open, index) => ({ open, index, workspace: idOf("workspace", 0) })),
    ...Array.from({ length: projects }, (_, index) => ({
      open: size,
      index: firstProject + index,
      workspace: idOf("workspace", WORKSPACE.index),
    })),
  ];
  for (const { open, index, workspace } of all) {
    const count = open + open / 2;
    const ranks = ranksBetween(null, null, BATCH);
    for (let from = 0; from < count; from += BATCH) {
      const length = Math.min(BATCH, count - from);
      const titles = Array.from({ length }, () => randomText(3 + Math.floor(random() * 6), random));
      await owner.query(TASKS, [idOf("project", index), first, titles, open, ranks, from, workspace]);
    }
    first += count;
  }
  await owner.query(
    `INSERT INTO task_label (workspace_id, task_id, label_id)
     SELECT workspace_id, id, ${sqlId("label", "number % 30")} FROM task WHERE number % 4 = 0`,
  );
  await owner.query(
    `INSERT INTO task_assignee (workspace_id, task_id, user_id)
     SELECT workspace_id, id, ${sqlId("user", "number % 20")} FROM task WHERE number % 3 = 0`,
  );
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query("VACUUM (ANALYZE)");
}
