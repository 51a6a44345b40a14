import type { Pool } from "pg";
import { ranksBetween } from "../../packages/schema/src/rank.ts";

/** The amount of data in the measured database. */
export const SIZE = {
  users: 1000,
  tasksPerUser: 200,
  projectsPerUser: 4,
  tasksInInbox: 20,
  tasksInProject: 60,
} as const;

const KINDS = { user: 1, session: 2, workspace: 3, project: 4, label: 5, task: 6, section: 7 } as const;
export type Kind = keyof typeof KINDS;

/**
 * Returns the ID of the n-th entity of a kind. IDs are computed, so that they are known without a query and can be
 * computed in SQL, too.
 */
export function idOf(kind: Kind, n: number): string {
  return `01990000-000${KINDS[kind]}-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** Returns an SQL expression for {@link idOf}. `n` is an SQL expression, too. */
export const sqlId = (kind: Kind, n: string) =>
  `('01990000-000${KINDS[kind]}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const { users, tasksPerUser, projectsPerUser, tasksInInbox, tasksInProject } = SIZE;
/** SQL for the index of the project that contains a user's t-th task, among the user's projects. 0 is the inbox. */
const projectOfTask = `CASE WHEN t < ${tasksInInbox} THEN 0 ELSE 1 + (t - ${tasksInInbox}) / ${tasksInProject} END`;
const eachUser = `generate_series(0, ${users - 1}) AS u`;
const eachProject = `${eachUser}, generate_series(0, ${projectsPerUser - 1}) AS p`;
const eachTask = `${eachUser}, generate_series(0, ${tasksPerUser - 1}) AS t`;
const task = sqlId("task", `u * ${tasksPerUser} + t`);
const project = sqlId("project", `u * ${projectsPerUser} + p`);
const workspace = sqlId("workspace", "u");
const user = sqlId("user", "u");

const STATEMENTS = [
  `INSERT INTO user_account (id, email, email_folded, name, email_verified_at)
   SELECT ${user}, 'person' || u || '@example.org', 'person' || u || '@example.org', 'Person ' || u, now() FROM ${eachUser}`,
  `INSERT INTO session (id, user_id, family_hash, refresh_hash, idle_expires_at, absolute_expires_at)
   SELECT ${sqlId("session", "u")}, ${user}, sha256(('family ' || u)::bytea), sha256(('refresh ' || u)::bytea),
     now() + interval '7 days', now() + interval '30 days' FROM ${eachUser}`,
  `INSERT INTO workspace (id, slug, name) SELECT ${workspace}, 'person-' || u, 'Person ' || u FROM ${eachUser}`,
  `INSERT INTO workspace_counter (workspace_id) SELECT ${workspace} FROM ${eachUser}`,
  `INSERT INTO workspace_member (workspace_id, user_id, role) SELECT ${workspace}, ${user}, 'owner' FROM ${eachUser}`,
  `INSERT INTO project (workspace_id, id, key, name, inbox_of, created_by)
   SELECT ${workspace}, ${project}, 'P' || p, 'Project ' || p, CASE WHEN p = 0 THEN ${user} END, ${user} FROM ${eachProject}`,
  `INSERT INTO project_member (workspace_id, project_id, user_id, role, rank)
   SELECT ${workspace}, ${project}, ${user}, 'manager', 'a' || p FROM ${eachProject}`,
  `INSERT INTO project_counter (workspace_id, project_id, next_number)
   SELECT ${workspace}, ${project}, ${tasksPerUser + 1} FROM ${eachProject}`,
  `INSERT INTO label (workspace_id, id, name, name_folded, rank, created_by)
   SELECT ${workspace}, ${sqlId("label", "u")}, 'Errand', ' errand ', 'a0', ${user} FROM ${eachUser}`,
  `INSERT INTO task (workspace_id, id, project_id, number, title, description, priority, due_on, rank, search_text, created_by)
   SELECT ${workspace}, ${task}, ${sqlId("project", `u * ${projectsPerUser} + ${projectOfTask}`)}, t + 1, title, description, t % 4,
     CASE WHEN t % 3 = 0 THEN current_date + (t % 60) - 20 END, ($1::text[])[t + 1], ' ' || lower(title) || ' ' || lower(description) || ' ', ${user}
   FROM ${eachTask},
     LATERAL (SELECT 'Task ' || t || ' of person ' || u AS title, CASE WHEN t % 5 = 0 THEN 'What there is to say about it' ELSE '' END AS description) words`,
  `INSERT INTO task_label (workspace_id, task_id, label_id)
   SELECT ${workspace}, ${task}, ${sqlId("label", "u")} FROM ${eachTask} WHERE t % 4 = 0`,
  "VACUUM (ANALYZE)",
];

/**
 * Fills an empty, migrated database. Each user gets a session, a workspace, an inbox, three projects, a label and 200
 * open tasks. One third of the tasks have a due date, and one quarter have a label.
 *
 * @param owner a pool connected as the role that owns the tables
 */
export async function fill(owner: Pool): Promise<void> {
  const ranks = ranksBetween(null, null, tasksPerUser);
  for (const text of STATEMENTS) await owner.query(text, text.includes("$1") ? [ranks] : []);
}
