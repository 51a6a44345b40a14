// The SQL statements that the baseline server uses: one prepared statement per call, including the access check.

const ROLES = { viewer: "('viewer','commenter','editor','manager')", editor: "('editor','manager')" };

const memberProjects = (workspace: string, user: string, role: keyof typeof ROLES) => `
  SELECT m.project_id FROM project_member m JOIN project p ON p.workspace_id = m.workspace_id AND p.id = m.project_id AND p.deleted_at IS NULL
  WHERE m.workspace_id = ${workspace}::uuid AND m.user_id = ${user}::uuid AND m.role IN ${ROLES[role]}`;

const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const when = (name: "start" | "due") =>
  `CASE WHEN t.${name}_on IS NOT NULL THEN json_strip_nulls(json_build_object('date', t.${name}_on, 'time', t.${name}_time, 'timeZone', t.${name}_zone)) END`;

/**
 * Returns the SQL that converts a task to JSON. `json_build_object` would be slower, because it looks up the type of
 * every value in every row.
 */
const json = (more: string) => `(SELECT to_json(f) FROM (SELECT
  t.workspace_id AS "workspaceId", t.id, t.project_id AS "projectId", t.number, t.section_id AS "sectionId", t.parent_id AS "parentId",
  t.title, t.status, ${instant("t.completed_at")} AS "completedAt", t.completed_by AS "completedBy", t.priority,
  ${when("start")} AS start, ${when("due")} AS due, t.duration_minutes AS "durationMinutes",
  ARRAY(SELECT tl.label_id FROM task_label tl JOIN label l ON l.workspace_id = tl.workspace_id AND l.id = tl.label_id
    WHERE tl.workspace_id = t.workspace_id AND tl.task_id = t.id AND l.deleted_at IS NULL ORDER BY tl.label_id) AS "labelIds",
  ARRAY(SELECT ta.user_id FROM task_assignee ta WHERE ta.workspace_id = t.workspace_id AND ta.task_id = t.id ORDER BY ta.user_id) AS "assigneeIds",
  t.rank, t.version, t.created_by AS "createdBy", ${instant("t.created_at")} AS "createdAt", ${instant("t.updated_at")} AS "updatedAt",
  ${instant("t.archived_at")} AS "archivedAt", ${instant("t.deleted_at")} AS "deletedAt", t.deleted_root AS "deletedRoot", ${more}) f)`;
const summary = json(`t.description <> '' AS "hasDescription"`);
const listed = json(`t.description <> '' AS "hasDescription",
  (SELECT json_build_object('all', count(*), 'open', count(*) FILTER (WHERE c.status = 'open')) FROM task c
    WHERE c.workspace_id = t.workspace_id AND c.parent_id = t.id AND c.deleted_at IS NULL) AS subtasks`);
const whole = json("t.description");

/** Parameters: session, user, now, security version. */
export const SESSION = {
  name: "session",
  text: `SELECT u.role FROM session s JOIN user_account u ON u.id = s.user_id
    WHERE s.id = $1::uuid AND s.user_id = $2::uuid AND s.revoked_at IS NULL AND s.idle_expires_at > $3 AND s.absolute_expires_at > $3
      AND u.status = 'active' AND u.security_version = $4`,
};

/**
 * Parameters: workspace, project, user, limit. Reads one row beyond the limit to detect whether there is a next page.
 */
export const LIST = {
  name: "list",
  text: `SELECT coalesce(json_agg(page.task) FILTER (WHERE page.n <= $4), '[]')::text AS items,
      CASE WHEN count(*) > $4 THEN (array_agg(json_build_array(page.rank, page.id)) FILTER (WHERE page.n = $4))[1] END AS last
    FROM (SELECT ${listed} AS task, t.rank, t.id, row_number() OVER (ORDER BY t.rank, t.id) AS n
      FROM task t WHERE t.workspace_id = $1::uuid AND t.project_id = $2::uuid AND t.deleted_at IS NULL AND t.archived_at IS NULL AND t.status = 'open'
        AND t.project_id IN (${memberProjects("$1", "$3", "viewer")})
      ORDER BY t.rank, t.id LIMIT $4 + 1) page`,
};

/** Parameters: workspace, task, user. */
export const GET = {
  name: "get",
  text: `SELECT ${whole}::text AS task FROM task t
    WHERE t.workspace_id = $1::uuid AND t.id = $2::uuid AND t.deleted_at IS NULL AND t.project_id IN (${memberProjects("$1", "$3", "viewer")})`,
};

/** Parameters: workspace, user, today, time zone. */
export const COUNT = {
  name: "count",
  text: `SELECT json_build_object('projects', coalesce(json_agg(json_build_object('projectId', c.project_id, 'open', c.open)), '[]'),
      'today', coalesce(sum(c.today), 0)::int, 'overdue', coalesce(sum(c.overdue), 0)::int)::text AS counts
    FROM (SELECT t.project_id, count(*) AS open,
        count(*) FILTER (WHERE (t.due_at IS NULL AND t.due_on = $3::date)
          OR (t.due_at >= $3::date::timestamp AT TIME ZONE $4 AND t.due_at < ($3::date + 1)::timestamp AT TIME ZONE $4)) AS today,
        count(*) FILTER (WHERE (t.due_at IS NULL AND t.due_on < $3::date) OR t.due_at < $3::date::timestamp AT TIME ZONE $4) AS overdue
      FROM task t WHERE t.workspace_id = $1::uuid AND t.deleted_at IS NULL AND t.status = 'open' AND t.archived_at IS NULL
        AND t.project_id IN (${memberProjects("$1", "$2", "viewer")})
      GROUP BY t.project_id) c`,
};

/** Parameters: workspace, project. */
export const LAST_RANK = {
  name: "last-rank",
  text: `SELECT t.rank FROM task t WHERE t.workspace_id = $1::uuid AND t.project_id = $2::uuid AND t.deleted_at IS NULL
      AND t.section_id IS NULL AND t.parent_id IS NULL ORDER BY t.rank DESC, t.id DESC LIMIT 1`,
};

/**
 * Returns the SQL that inserts the command and its change, numbered with the workspace's counter. $1, $2 and $3 are the
 * workspace, command and user.
 *
 * @param at the parameter for the time
 * @param hash the parameter for the digest of the input
 */
const log = (kind: string, result: string, at: string, hash: string) => `
  counter AS (
    UPDATE workspace_counter SET change_seq = change_seq + 1 WHERE workspace_id = $1::uuid AND EXISTS (SELECT 1 FROM line) RETURNING change_seq
  ), remembered AS (
    INSERT INTO command (workspace_id, id, actor_id, kind, input_hash, result, first_seq, last_seq, at)
    SELECT $1::uuid, $2::uuid, $3::uuid, '${kind}', ${hash}, ${result}, change_seq, change_seq, ${at} FROM counter
  ), logged AS (
    INSERT INTO change (workspace_id, seq, command_id, actor_id, project_id, entity, entity_id, op, version, before, after, at)
    SELECT $1::uuid, change_seq, $2::uuid, $3::uuid, line.project_id, 'task', line.id, line.op, line.version, line.before, line.after, ${at} FROM counter, line
  )`;

/** Parameters: workspace, command, user, project, task, title, folded title, rank, now, digest. */
export const CREATE = {
  name: "create",
  text: `WITH numbered AS (
      UPDATE project_counter c SET next_number = next_number + 1
      WHERE c.workspace_id = $1::uuid AND c.project_id = $4::uuid AND c.project_id IN (${memberProjects("$1", "$3", "editor")})
      RETURNING next_number - 1 AS number
    ), t AS (
      INSERT INTO task (workspace_id, id, project_id, number, title, rank, search_text, created_by, created_at, updated_at)
      SELECT $1::uuid, $5::uuid, $4::uuid, numbered.number, $6, $8, $7, $3::uuid, $9, $9 FROM numbered RETURNING *
    ), line AS (
      SELECT t.id, t.project_id, 'create' AS op, t.version, NULL::jsonb AS before, jsonb_build_object(
        'projectId', t.project_id, 'number', t.number, 'sectionId', t.section_id, 'parentId', t.parent_id, 'title', t.title, 'description', t.description,
        'status', t.status, 'completedAt', null, 'completedBy', null, 'priority', t.priority, 'start', null, 'due', null, 'durationMinutes', null,
        'labelIds', '[]'::jsonb, 'assigneeIds', '[]'::jsonb, 'rank', t.rank, 'createdBy', t.created_by, 'archivedAt', null, 'deletedAt', null,
        'deletedRoot', null) AS after
      FROM t
    ), ${log("task.create", "jsonb_build_object('id', $5::uuid)", "$9", "$10")}
    SELECT ${whole}::text AS task FROM t, counter`,
};

/** Parameters: workspace, command, user, task, now, digest. */
export const COMPLETE = {
  name: "complete",
  text: `WITH t AS (
      UPDATE task SET status = 'done', completed_at = $5, completed_by = $3::uuid, version = version + 1, updated_at = $5
      WHERE workspace_id = $1::uuid AND id = $4::uuid AND deleted_at IS NULL AND status = 'open'
        AND project_id IN (${memberProjects("$1", "$3", "editor")})
        AND NOT EXISTS (SELECT 1 FROM task c WHERE c.workspace_id = $1::uuid AND c.parent_id = $4::uuid AND c.deleted_at IS NULL AND c.status = 'open')
        AND NOT EXISTS (SELECT 1 FROM section s WHERE s.workspace_id = task.workspace_id AND s.project_id = task.project_id AND s.is_done_column AND s.deleted_at IS NULL)
      RETURNING *
    ), line AS (
      SELECT t.id, t.project_id, 'update' AS op, t.version, '{"status":"open","completedAt":null,"completedBy":null}'::jsonb AS before,
        jsonb_build_object('status', t.status, 'completedAt', ${instant("t.completed_at")}, 'completedBy', t.completed_by) AS after
      FROM t
    ), ${log("task.complete", "jsonb_build_object('ids', jsonb_build_array($4::uuid))", "$5", "$6")}
    SELECT ${summary}::text AS task FROM t, counter`,
};
