import { Prisma } from "@docket/db/generated/client";
import { SNAPSHOT_BLOCK_ROWS } from "@docket/schema/snapshot";
import type { SnapshotRow } from "@docket/schema/snapshot";
import { selectList } from "../../entities/field.ts";
import type { FieldsOf } from "../../entities/field.ts";
import { labelFields } from "../../entities/label/row.ts";
import { projectFields } from "../../entities/project/row.ts";
import { sectionFields } from "../../entities/section/row.ts";
import { taskFields } from "../../entities/task/row.ts";

// Queries for the blocks of a snapshot. Each has a column `line` with the JSON of one block. They read the common table
// expressions `target_project` (the project) and `block` (the ids of the tasks in each block) of the whole statement.

/** SQL for the fields with the same value in all entities of a block, by name. */
type CommonFields = Record<string, string>;

/** The fields with the same value in all live entities of a project. A block contains them only once. */
const COMMON: CommonFields = {
  workspaceId: "(SELECT workspace_id FROM target_project)",
  projectId: "(SELECT id FROM target_project)",
  deletedAt: "NULL",
  deletedRoot: "NULL",
};

/** The names of fields that a block contains once, and of those that it contains for each entity. */
type Names = { common: string[]; columns: string[] };

export function namesOf(names: string[], values = COMMON): Names {
  return {
    common: names.filter((name) => Object.hasOwn(values, name)),
    columns: names.filter((name) => !Object.hasOwn(values, name)),
  };
}

/**
 * Builds a query for a block with all rows of a query. Without rows, there is no block.
 *
 * Columns take less than half of the time and space of objects, which would repeat the names of the fields.
 *
 * @param end for several blocks, `GROUP BY` the number of the block
 * @param values SQL for the common fields
 */
export function blockQuery(
  kind: SnapshotRow["kind"],
  { common, columns }: Names,
  rows: Prisma.Sql,
  end = "",
  values = COMMON,
): Prisma.Sql {
  const shared = common.map((name) => `'${name}', ${values[name]}`);
  const lists = columns.map((name) => `'${name}', json_agg(f."${name}")`);
  return Prisma.sql`
    SELECT replace(json_build_object('kind', ${kind}::text, 'rows', count(*),
      'common', json_build_object(${Prisma.raw(shared.join(", "))}),
      'columns', json_build_object(${Prisma.raw(lists.join(", "))}))::text, chr(10), '') AS line
    FROM (${rows}) f ${Prisma.raw(end)} HAVING count(*) > 0`;
}

/** Returns the fields of rows `t` that a block contains for each of them. */
export function selected<Entity>(
  fields: FieldsOf<Entity, never>,
  omitted: (keyof Entity)[] = [],
  values = COMMON,
): Prisma.Sql {
  const common = Object.keys(fields).filter((name) => Object.hasOwn(values, name));
  return Prisma.raw(selectList(fields, [...(common as (keyof Entity)[]), ...omitted]));
}

/** The fields of a project `t` as its member `m` sees it, whose folder is `d`. */
export function projectColumns(values: CommonFields = {}): Prisma.Sql {
  return Prisma.sql`${selected(projectFields, ["isInbox", "role", "rank", "folderId", "isFavourite"], values)},
    t.inbox_of IS NOT NULL AS "isInbox", m.role, m.rank, CASE WHEN d.deleted_at IS NULL THEN m.folder_id END AS "folderId",
    m.is_favourite AS "isFavourite"`;
}

export const sectionBlock = blockQuery(
  "section",
  namesOf(Object.keys(sectionFields)),
  Prisma.sql`SELECT ${selected(sectionFields)} FROM target_project
    JOIN section t ON t.workspace_id = target_project.workspace_id AND t.project_id = target_project.id AND t.deleted_at IS NULL
    ORDER BY t.rank, t.id`,
);

/** As in `member.list`, only managers see email addresses. */
export const memberBlock = blockQuery(
  "member",
  namesOf(["workspaceId", "projectId", "userId", "name", "email", "isVerified", "role", "createdAt"]),
  Prisma.sql`SELECT t.user_id AS "userId", u.name, CASE WHEN target_project.is_manager THEN u.email END AS email,
      u.email_verified_at IS NOT NULL AS "isVerified", t.role,
      to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
    FROM target_project JOIN project_member t ON t.workspace_id = target_project.workspace_id AND t.project_id = target_project.id
    JOIN user_account u ON u.id = t.user_id ORDER BY t.created_at, t.user_id`,
);

/** The labels of the tasks. A reader can see them, because they can see the tasks. */
export const labelBlocks = blockQuery(
  "label",
  namesOf(Object.keys(labelFields)),
  Prisma.sql`SELECT ${selected(labelFields)}, (row_number() OVER (ORDER BY t.rank, t.id) - 1) / ${SNAPSHOT_BLOCK_ROWS} AS n
    FROM label t WHERE t.workspace_id = (SELECT workspace_id FROM target_project) AND t.deleted_at IS NULL AND t.id IN (
      SELECT tl.label_id FROM block CROSS JOIN unnest(block.ids) AS task(id)
      JOIN task_label tl ON tl.workspace_id = (SELECT workspace_id FROM target_project) AND tl.task_id = task.id)`,
  "GROUP BY f.n",
);

/**
 * The tasks of one row of `block`. Their labels and assignees are read for all of them together, which takes a third of
 * the time of the two subqueries in `taskFields`.
 */
export const taskBlock = blockQuery(
  "task",
  namesOf([...Object.keys(taskFields).filter((name) => name !== "description"), "hasDescription"]),
  Prisma.sql`SELECT ${selected(taskFields, ["description", "labelIds", "assigneeIds"])},
      t.description <> '' AS "hasDescription",
      coalesce(labels.ids, '[]') AS "labelIds", coalesce(assignees.ids, '[]') AS "assigneeIds"
    FROM unnest(block.ids) WITH ORDINALITY AS task(id, n)
    JOIN task t ON t.workspace_id = (SELECT workspace_id FROM target_project) AND t.id = task.id
    LEFT JOIN (
      SELECT tl.task_id, json_agg(tl.label_id ORDER BY tl.label_id) AS ids FROM task_label tl
      JOIN label l ON l.workspace_id = tl.workspace_id AND l.id = tl.label_id AND l.deleted_at IS NULL
      WHERE tl.workspace_id = (SELECT workspace_id FROM target_project) AND tl.task_id = ANY(block.ids) GROUP BY tl.task_id
    ) labels ON labels.task_id = t.id
    LEFT JOIN (
      SELECT ta.task_id, json_agg(ta.user_id ORDER BY ta.user_id) AS ids FROM task_assignee ta
      WHERE ta.workspace_id = (SELECT workspace_id FROM target_project) AND ta.task_id = ANY(block.ids) GROUP BY ta.task_id
    ) assignees ON assignees.task_id = t.id
    ORDER BY task.n`,
);
