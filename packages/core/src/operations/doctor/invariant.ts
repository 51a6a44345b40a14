/**
 * A rule that must always hold, and a query for its violations. Each row is one violation, described in the column
 * `what`.
 */
export type Invariant = { name: string; faults: string };

/**
 * Rules that no database constraint can express, because they involve several rows or tables. Each query reads whole
 * tables. The queries are meant for the operator, not for requests.
 */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: "every change log has no gaps and ends at its counter",
    faults: `
      SELECT format('workspace %s: %s lines, from %s to %s, counter %s', n.workspace_id, count(c.seq), min(c.seq), max(c.seq), n.change_seq) AS what
      FROM workspace_counter n LEFT JOIN change c ON c.workspace_id = n.workspace_id
      GROUP BY n.workspace_id, n.change_seq
      HAVING coalesce(max(c.seq), 0) <> n.change_seq OR count(c.seq) <> coalesce(max(c.seq) - min(c.seq) + 1, 0)`,
  },
  {
    name: "every command has as many changes as it recorded",
    faults: `
      SELECT format('command %s of workspace %s', k.id, k.workspace_id) AS what FROM command k
      WHERE k.first_seq IS NOT NULL AND (
        SELECT count(*) FROM change c WHERE c.workspace_id = k.workspace_id AND c.command_id = k.id AND c.seq BETWEEN k.first_seq AND k.last_seq
      ) <> k.last_seq - k.first_seq + 1
      AND EXISTS (SELECT 1 FROM change c WHERE c.workspace_id = k.workspace_id AND c.seq <= k.first_seq)`,
  },
  {
    name: "nothing is missing that was not permanently deleted",
    faults: `
      SELECT format('%s %s of workspace %s', last.entity, last.entity_id, last.workspace_id) AS what FROM (
        SELECT DISTINCT ON (workspace_id, entity_id) workspace_id, entity_id, entity, op, project_id FROM change
        WHERE entity IN ('task', 'section', 'project', 'label', 'comment') ORDER BY workspace_id, entity_id, seq DESC
      ) last
      WHERE last.op <> 'purge' AND NOT EXISTS (
        SELECT 1 FROM change p WHERE p.workspace_id = last.workspace_id AND p.entity_id = last.project_id AND p.entity = 'project' AND p.op = 'purge'
      ) AND NOT EXISTS (
        SELECT 1 FROM (
          SELECT workspace_id, id FROM task UNION ALL SELECT workspace_id, id FROM section UNION ALL SELECT workspace_id, id FROM project
          UNION ALL SELECT workspace_id, id FROM label UNION ALL SELECT workspace_id, id FROM comment
        ) entity WHERE entity.workspace_id = last.workspace_id AND entity.id = last.entity_id)`,
  },
  {
    name: "versions of sections, projects, labels and comments match the change log",
    faults: `
      SELECT format('%s %s of workspace %s: version %s instead of %s', last.entity, last.entity_id, last.workspace_id, row.version, last.version) AS what
      FROM (
        SELECT DISTINCT ON (workspace_id, entity_id) workspace_id, entity_id, entity, version FROM change
        WHERE entity IN ('section', 'project', 'label', 'comment') AND version IS NOT NULL ORDER BY workspace_id, entity_id, seq DESC
      ) last
      JOIN (
        SELECT workspace_id, id, version FROM section UNION ALL SELECT workspace_id, id, version FROM project
        UNION ALL SELECT workspace_id, id, version FROM label UNION ALL SELECT workspace_id, id, version FROM comment
      ) row ON row.workspace_id = last.workspace_id AND row.id = last.entity_id
      WHERE row.version <> last.version`,
  },
  {
    name: "import records refer only to entities that still exist",
    faults: `
      SELECT format('%s %s of workspace %s', r.entity, r.entity_id, r.workspace_id) AS what FROM foreign_ref r
      WHERE NOT EXISTS (
        SELECT 1 FROM (
          SELECT workspace_id, id FROM task UNION ALL SELECT workspace_id, id FROM section UNION ALL SELECT workspace_id, id FROM project
          UNION ALL SELECT workspace_id, id FROM label UNION ALL SELECT workspace_id, id FROM comment
        ) entity WHERE entity.workspace_id = r.workspace_id AND entity.id = r.entity_id)`,
  },
  {
    name: "every workspace has an owner, unless it is in the trash",
    faults: `
      SELECT format('workspace %s (%s)', w.id, w.slug) AS what FROM workspace w
      WHERE w.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM workspace_member m WHERE m.workspace_id = w.id AND m.role = 'owner')`,
  },
  {
    name: "every project that is not in the trash has a manager",
    faults: `
      SELECT format('project %s of workspace %s', p.id, p.workspace_id) AS what FROM project p JOIN workspace w ON w.id = p.workspace_id
      WHERE w.deleted_at IS NULL AND p.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM project_member m WHERE m.workspace_id = p.workspace_id AND m.project_id = p.id AND m.role = 'manager')`,
  },
  {
    name: "every inbox has only its owner as a member",
    faults: `
      SELECT format('inbox %s of workspace %s', p.id, p.workspace_id) AS what FROM project p
      WHERE p.inbox_of IS NOT NULL AND EXISTS (
        SELECT 1 FROM project_member m WHERE m.workspace_id = p.workspace_id AND m.project_id = p.id AND m.user_id <> p.inbox_of)`,
  },
  {
    name: "task numbers are below the project's next one",
    faults: `
      SELECT format('project %s of workspace %s: number %s, next %s', t.project_id, t.workspace_id, max(t.number), n.next_number) AS what
      FROM task t LEFT JOIN project_counter n ON n.workspace_id = t.workspace_id AND n.project_id = t.project_id
      GROUP BY t.workspace_id, t.project_id, n.next_number
      HAVING n.next_number IS NULL OR max(t.number) >= n.next_number`,
  },
  {
    name: "sub-tasks form trees that are at most five levels deep",
    faults: `
      WITH RECURSIVE below AS (
        SELECT workspace_id, id, 1 AS depth FROM task WHERE parent_id IS NULL
        UNION ALL
        SELECT t.workspace_id, t.id, below.depth + 1 FROM below
        JOIN task t ON t.workspace_id = below.workspace_id AND t.parent_id = below.id WHERE below.depth < 10
      )
      SELECT format('task %s of workspace %s', t.id, t.workspace_id) AS what FROM task t
      LEFT JOIN below ON below.workspace_id = t.workspace_id AND below.id = t.id
      WHERE below.depth IS NULL OR below.depth > 5`,
  },
  {
    name: "no active task is below a trashed task or in a trashed section",
    faults: `
      SELECT format('task %s of workspace %s', t.id, t.workspace_id) AS what FROM task t
      LEFT JOIN task p ON p.workspace_id = t.workspace_id AND p.id = t.parent_id
      LEFT JOIN section s ON s.workspace_id = t.workspace_id AND s.id = t.section_id
      WHERE t.deleted_at IS NULL AND (p.deleted_at IS NOT NULL OR s.deleted_at IS NOT NULL)`,
  },
  {
    name: "assigned people are members of the task's project",
    faults: `
      SELECT format('task %s of workspace %s', a.task_id, a.workspace_id) AS what FROM task_assignee a
      JOIN task t ON t.workspace_id = a.workspace_id AND t.id = a.task_id
      WHERE NOT EXISTS (
        SELECT 1 FROM project_member m WHERE m.workspace_id = a.workspace_id AND m.project_id = t.project_id AND m.user_id = a.user_id)`,
  },
  {
    name: "the installation has an active owner, once it is set up",
    faults: `
      SELECT 'no active owner' AS what WHERE EXISTS (SELECT 1 FROM user_account WHERE status <> 'deleted')
        AND NOT EXISTS (SELECT 1 FROM user_account WHERE role = 'owner' AND status = 'active')`,
  },
];
