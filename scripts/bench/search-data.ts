import type { Pool } from "pg";
import { foldText } from "../../packages/schema/src/fold-text.ts";
import { sqlId } from "./data.ts";
import { createRandom, randomText } from "./words.ts";

/** One large workspace, and many small ones with one user each. Together they have a million tasks. */
export const SEARCH_SIZE = {
  tasks: 1_000_000,
  bigProjects: 400,
  tasksPerBigProject: 1_250,
  smallWorkspaces: 1_000,
  tasksPerSmall: 500,
  /** The number of comments, all of which are in the large workspace. */
  comments: 100_000,
  /** The number of projects that the second user of the large workspace is a member of. */
  fewProjects: 3,
} as const;

/**
 * Indexes of users: the member of many projects and the member of few projects in the large workspace, and the user of
 * the first small workspace.
 */
export const PERSON = { many: 0, few: 1, small: 2 } as const;
/** The index of the large workspace. The small workspaces, which have one project each, follow it. */
export const BIG = 0;

const { tasks, bigProjects, tasksPerBigProject, smallWorkspaces, tasksPerSmall, comments, fewProjects } = SEARCH_SIZE;
const bigTasks = bigProjects * tasksPerBigProject;
const BATCH = 20_000;

const small = `generate_series(1, ${smallWorkspaces}) AS w`;
const project = (n: string) => sqlId("project", n);
const ownerOfSmall = sqlId("user", `w + ${PERSON.small - 1}`);

const WORKSPACE_STATEMENTS = [
  `INSERT INTO user_account (id, email, email_folded, name, email_verified_at)
   SELECT ${sqlId("user", "u")}, 'p' || u || '@example.org', 'p' || u || '@example.org', 'Person ' || u, now() FROM generate_series(0, ${smallWorkspaces + 1}) AS u`,
  `INSERT INTO workspace (id, slug, name) SELECT ${sqlId("workspace", "w")}, 'w' || w, 'Workspace ' || w FROM generate_series(0, ${smallWorkspaces}) AS w`,
  `INSERT INTO workspace_member (workspace_id, user_id, role)
   SELECT ${sqlId("workspace", String(BIG))}, ${sqlId("user", "u")}, 'member' FROM generate_series(${PERSON.many}, ${PERSON.few}) AS u
   UNION ALL SELECT ${sqlId("workspace", "w")}, ${ownerOfSmall}, 'owner' FROM ${small}`,
  `INSERT INTO project (workspace_id, id, key, name, created_by)
   SELECT ${sqlId("workspace", String(BIG))}, ${project("p")}, 'P' || p, 'Project ' || p, ${sqlId("user", String(PERSON.many))} FROM generate_series(0, ${bigProjects - 1}) AS p
   UNION ALL SELECT ${sqlId("workspace", "w")}, ${project(`${bigProjects} + w`)}, 'P', 'Project', ${ownerOfSmall} FROM ${small}`,
  `INSERT INTO project_member (workspace_id, project_id, user_id, role, rank)
   SELECT workspace_id, id, created_by, 'manager', 'a0' FROM project
   UNION ALL SELECT ${sqlId("workspace", String(BIG))}, ${project(`p * 7`)}, ${sqlId("user", String(PERSON.few))}, 'viewer', 'a0' FROM generate_series(1, ${fewProjects}) AS p`,
  `INSERT INTO project_counter (workspace_id, project_id, next_number)
   SELECT workspace_id, id, CASE WHEN workspace_id = ${sqlId("workspace", String(BIG))} THEN ${tasksPerBigProject} ELSE ${tasksPerSmall} END + 1 FROM project`,
];

const TASKS = `
  INSERT INTO task (workspace_id, id, project_id, number, title, description, rank, search_text, created_by, created_at, updated_at)
  SELECT ${sqlId("workspace", `CASE WHEN n < ${bigTasks} THEN ${BIG} ELSE 1 + (n - ${bigTasks}) / ${tasksPerSmall} END`)}, ${sqlId("task", "n")},
    ${project(`CASE WHEN n < ${bigTasks} THEN n % ${bigProjects} ELSE ${bigProjects} + 1 + (n - ${bigTasks}) / ${tasksPerSmall} END`)},
    n + 1, title, description, 'a0', folded, ${sqlId("user", "0")}, at, at
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS made(title, description, folded, o),
    LATERAL (SELECT $4::int + o::int - 1 AS n) numbered,
    LATERAL (SELECT now() - interval '1 second' * (hashint4(n) & 67108863) AS at) dated`;

const COMMENTS = `
  INSERT INTO comment (workspace_id, id, task_id, author_id, body, search_text)
  SELECT ${sqlId("workspace", String(BIG))}, ${sqlId("label", "n")}, ${sqlId("task", `(n * 7) % ${bigTasks}`)}, ${sqlId("user", "0")}, body, folded
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS made(body, folded, o), LATERAL (SELECT $3::int + o::int - 1 AS n) numbered`;

/**
 * Fills an empty, migrated database. The text indexes are created after the rows have been inserted, which takes a
 * fraction of the time.
 *
 * @param owner a pool connected as the role that owns the tables
 */
export async function fillForSearch(owner: Pool): Promise<void> {
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'",
  );
  for (const { name } of indexes) await owner.query(`DROP INDEX ${name}`);
  for (const statement of WORKSPACE_STATEMENTS) await owner.query(statement);
  const random = createRandom(2);
  const length = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  for (let from = 0; from < tasks; from += BATCH) {
    const titles = Array.from({ length: BATCH }, () => randomText(length(3, 8), random));
    const descriptions = titles.map(() => (random() < 0.2 ? randomText(length(10, 40), random) : ""));
    const folded = titles.map((title, index) => foldText(`${title}\n${descriptions[index]}`));
    await owner.query(TASKS, [titles, descriptions, folded, from]);
  }
  for (let from = 0; from < comments; from += BATCH) {
    const bodies = Array.from({ length: BATCH }, () => randomText(length(4, 20), random));
    await owner.query(COMMENTS, [bodies, bodies.map(foldText), from]);
  }
  await owner.query("SET maintenance_work_mem = '512MB'");
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query("VACUUM (ANALYZE)");
}
