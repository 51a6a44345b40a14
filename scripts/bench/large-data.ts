import type { Pool } from "pg";
import { foldText } from "../../packages/schema/src/fold-text.ts";
import { sqlId } from "./data.ts";
import { createRandom, randomText } from "./words.ts";

/** One workspace with a large project and many small ones, and many other workspaces with one project each. */
export const LARGE_SIZE = {
  open: 100_000,
  closed: 50_000,
  /** The number of open tasks in the large project that are archived, and of those that are in the trash. */
  hidden: 2_000,
  smallProjects: 399,
  tasksPerSmallProject: 50,
  otherWorkspaces: 1_000,
  sections: 10,
  labels: 20,
  colleagues: 50,
} as const;

/** Indexes of users: a member of all projects of the large workspace, and a member of the large and two small ones. */
export const LARGE_PERSON = { many: 0, few: 1, firstOwner: 2, firstColleague: 1_002 } as const;
/** The index of a label with few tasks; those before it are on many. */
export const RARE_LABEL = LARGE_SIZE.labels;
/** The index of a section with few tasks; those before it contain half of the tasks. */
export const RARE_SECTION = LARGE_SIZE.sections;

const { open, closed, hidden, smallProjects, tasksPerSmallProject, otherWorkspaces, sections, labels, colleagues } =
  LARGE_SIZE;
const { many, few, firstOwner, firstColleague } = LARGE_PERSON;
const ofLarge = open + closed + 2 * hidden;
const ofWorkspace = ofLarge + smallProjects * tasksPerSmallProject;
const TEXTS = 50_000;
const BATCH = 200_000;

const large = sqlId("workspace", "0");
const me = sqlId("user", String(many));
const others = `generate_series(1, ${otherWorkspaces}) AS w`;
const owner = sqlId("user", `w + ${firstOwner - 1}`);
const team = `generate_series(${firstColleague}, ${firstColleague + colleagues - 1}) AS u`;
/** SQL for a number from 0 to `below` - 1 that depends only on `n` and a seed. */
const anyOf = (below: number, seed: number) => `((hashint8extended(n, ${seed}) & 1073741823) % ${below})`;

const WORKSPACE_STATEMENTS = [
  `INSERT INTO user_account (id, email, email_folded, name, email_verified_at)
   SELECT ${sqlId("user", "u")}, 'p' || u || '@example.org', 'p' || u || '@example.org', 'Person ' || u, now()
   FROM generate_series(0, ${firstColleague + colleagues - 1}) AS u`,
  `INSERT INTO workspace (id, slug, name)
   SELECT ${sqlId("workspace", "w")}, 'w' || w, 'Workspace ' || w FROM generate_series(0, ${otherWorkspaces}) AS w`,
  `INSERT INTO workspace_member (workspace_id, user_id, role)
   SELECT ${large}, ${sqlId("user", "u")}, 'member' FROM (SELECT * FROM ${team} UNION ALL VALUES (${many}), (${few})) AS m(u)
   UNION ALL SELECT ${sqlId("workspace", "w")}, ${owner}, 'owner' FROM ${others}`,
  `INSERT INTO workspace_counter (workspace_id) SELECT id FROM workspace`,
  `INSERT INTO project (workspace_id, id, key, name, created_by)
   SELECT ${large}, ${sqlId("project", "p")}, 'P' || p, 'Project ' || p, ${me} FROM generate_series(0, ${smallProjects}) AS p
   UNION ALL SELECT ${sqlId("workspace", "w")}, ${sqlId("project", `${smallProjects} + w`)}, 'P', 'Project', ${owner} FROM ${others}`,
  `INSERT INTO project_member (workspace_id, project_id, user_id, role, rank)
   SELECT workspace_id, id, created_by, 'manager', 'a0' FROM project
   UNION ALL SELECT ${large}, ${sqlId("project", "p * 7")}, ${sqlId("user", String(few))}, 'viewer', 'a0' FROM generate_series(0, 2) AS p
   UNION ALL SELECT ${large}, ${sqlId("project", "0")}, ${sqlId("user", "u")}, 'editor', 'a0' FROM ${team}`,
  `INSERT INTO section (workspace_id, id, project_id, name, rank, created_by)
   SELECT ${large}, ${sqlId("section", "s")}, ${sqlId("project", "0")}, 'Section ' || s, 'a' || to_hex(s), ${me} FROM generate_series(0, ${sections}) AS s`,
  `INSERT INTO label (workspace_id, id, name, name_folded, rank, created_by)
   SELECT ${large}, ${sqlId("label", "l")}, 'Label ' || l, ' label ' || l || ' ', 'a0', ${me} FROM generate_series(0, ${labels}) AS l`,
];

const isLarge = `n < ${ofLarge}`;
const isOfWorkspace = `n < ${ofWorkspace}`;
const TASKS = `
  INSERT INTO task (workspace_id, id, project_id, number, section_id, parent_id, title, description, search_text, status, completed_at,
    completed_by, priority, start_on, due_on, due_time, due_zone, due_at, deadline, rank, created_by, created_at, updated_at, archived_at, deleted_at, deleted_root)
  SELECT ${sqlId("workspace", "w")}, ${sqlId("task", "n")}, ${sqlId("project", "p")}, n + 1,
    CASE WHEN ${isLarge} AND ${anyOf(2, 1)} = 0 THEN ${sqlId("section", `CASE WHEN ${anyOf(500, 2)} = 0 THEN ${RARE_SECTION} ELSE ${anyOf(sections, 3)} END`)} END,
    CASE WHEN ${isLarge} AND n % 10 = 9 THEN ${sqlId("task", "n - 1")} END,
    x.title, x.description, x.folded, state, CASE WHEN state <> 'open' THEN made_at + interval '9 days' END, CASE WHEN state <> 'open' THEN ${me} END,
    CASE WHEN ${anyOf(10, 4)} < 3 THEN 1 + ${anyOf(3, 5)} ELSE 0 END, CASE WHEN ${anyOf(10, 6)} = 0 THEN due END,
    dated, CASE WHEN dated IS NOT NULL AND ${anyOf(4, 7)} = 0 THEN '09:30' END, NULL, NULL,
    CASE WHEN ${anyOf(10, 8)} = 0 THEN due + 7 END, lpad(to_hex(${anyOf(1_000_000_000, 9)}), 8, '0') || 'V', ${me}, made_at, made_at + interval '1 second' * ${anyOf(5_000_000, 10)},
    CASE WHEN n BETWEEN ${open + closed} AND ${open + closed + hidden - 1} THEN now() END,
    CASE WHEN n BETWEEN ${ofLarge - hidden} AND ${ofLarge - 1} THEN now() END, CASE WHEN n BETWEEN ${ofLarge - hidden} AND ${ofLarge - 1} THEN ${sqlId("task", "n")} END
  FROM generate_series($1::int, $2::int) AS n
    JOIN bench_text x ON x.i = ${anyOf(TEXTS, 11)},
    LATERAL (SELECT CASE WHEN ${isOfWorkspace} THEN 0 ELSE 1 + n % ${otherWorkspaces} END AS w,
      CASE WHEN ${isLarge} THEN 0 WHEN ${isOfWorkspace} THEN 1 + n % ${smallProjects} ELSE ${smallProjects} + 1 + n % ${otherWorkspaces} END AS p,
      CASE WHEN n < ${open + closed} AND n % 3 = 2 OR n >= ${ofLarge} AND n % 5 = 0 THEN CASE WHEN n % 2 = 0 THEN 'done' ELSE 'cancelled' END ELSE 'open' END AS state,
      current_date - 60 + ${anyOf(420, 12)}::int AS due,
      now() - interval '400 days' + interval '1 minute' * (n % ${ofWorkspace} + ${anyOf(1_000, 13)}) AS made_at) chosen,
    LATERAL (SELECT CASE WHEN ${anyOf(3, 14)} = 0 THEN due END AS dated) dates`;

const isTask = `t.id = ${sqlId("task", "n")} AND t.workspace_id = ${large}`;
const LINK_STATEMENTS = [
  `UPDATE task SET due_zone = 'Europe/Berlin', due_at = (due_on + due_time::time) AT TIME ZONE 'Europe/Berlin'
   WHERE due_time IS NOT NULL AND number % 2 = 0`,
  `INSERT INTO task_label (workspace_id, task_id, label_id)
   SELECT ${large}, t.id, ${sqlId("label", `l`)} FROM generate_series(0, ${ofWorkspace - 1}) AS n JOIN task t ON ${isTask},
     LATERAL (SELECT ${anyOf(labels, 20)} AS l WHERE ${anyOf(10, 21)} < 6 UNION SELECT ${anyOf(labels, 22)} WHERE ${anyOf(10, 23)} = 0
       UNION SELECT ${RARE_LABEL} WHERE ${anyOf(1_000, 24)} = 0) made`,
  `INSERT INTO task_assignee (workspace_id, task_id, user_id)
   SELECT ${large}, t.id, CASE WHEN ${anyOf(20, 30)} = 0 THEN ${me} ELSE ${sqlId("user", `${firstColleague} + ${anyOf(colleagues, 31)}`)} END
   FROM generate_series(0, ${ofLarge - 1}) AS n JOIN task t ON ${isTask} WHERE ${anyOf(2, 32)} = 0`,
  `INSERT INTO project_counter (workspace_id, project_id, next_number)
   SELECT p.workspace_id, p.id, coalesce(max(t.number), 0) + 1 FROM project p LEFT JOIN task t ON t.workspace_id = p.workspace_id AND t.project_id = p.id GROUP BY 1, 2`,
];

/**
 * Fills an empty, migrated database. Indexes are created after the rows have been inserted, which takes a fraction of
 * the time.
 *
 * @param pool a pool with one connection as the role that owns the tables
 * @param otherTasks the number of tasks in the other workspaces
 */
export async function fillLarge(pool: Pool, otherTasks: number): Promise<void> {
  const { rows: indexes } = await pool.query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'task' AND indexdef NOT LIKE '%UNIQUE%'",
  );
  for (const { name } of indexes) await pool.query(`DROP INDEX ${name}`);
  for (const statement of WORKSPACE_STATEMENTS) await pool.query(statement);
  await addTexts(pool);
  await pool.query("SET maintenance_work_mem = '512MB'");
  const end = ofWorkspace + otherTasks;
  for (let from = 0; from < end; from += BATCH) await pool.query(TASKS, [from, Math.min(from + BATCH, end) - 1]);
  for (const statement of LINK_STATEMENTS) await pool.query(statement);
  for (const { definition } of indexes) await pool.query(definition);
  await pool.query("DROP TABLE bench_text");
  await pool.query("VACUUM (ANALYZE)");
}

/** Creates a table of texts from which the tasks take theirs. */
async function addTexts(pool: Pool): Promise<void> {
  const random = createRandom(2);
  const length = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const titles = Array.from({ length: TEXTS }, () => randomText(length(3, 8), random));
  const descriptions = titles.map(() => (random() < 0.2 ? randomText(length(10, 40), random) : ""));
  const folded = titles.map((title, index) => foldText(`${title}\n${descriptions[index]}`));
  await pool.query(
    "CREATE TABLE bench_text (i int PRIMARY KEY, title text NOT NULL, description text NOT NULL, folded text NOT NULL)",
  );
  await pool.query(
    `INSERT INTO bench_text SELECT o - 1, title, description, folded
     FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS made(title, description, folded, o)`,
    [titles, descriptions, folded],
  );
  await pool.query("ANALYZE bench_text");
}
