import { Prisma } from "@docket/db/generated/client";
import { searchPatterns } from "@docket/schema/fold-text";
import type { Page } from "@docket/schema/page";
import type { Search, SearchHit } from "@docket/schema/search";
import { projectIdsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import { taskJson } from "../../entities/task/list.ts";
import { isOpenSql } from "../../entities/task/status.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";

const cursor = cursorOf("search", TimeAndId);

type SearchRow = { task: SearchHit["task"]; comment_id: string | null; at: Date; id: string };

/** Up to this many visible tasks, reading all of them is faster than using the index. */
const MAX_TASKS_READ_WHOLE = 10_000;
/**
 * Sample size for large workspaces: the number of most recently changed tasks that are read to estimate how common the
 * words are.
 */
const SAMPLE_SIZE = 500;
/** From this many hits in the sample, reading more recent tasks is faster than using the index. */
const MIN_SAMPLE_HITS = 5;
/** Maximum number of recent tasks to read. */
const MAX_LATEST_TASKS = 5_000;

/**
 * Returns a page of the tasks that contain every search word in their title, description or a comment, most recently
 * changed first. Accents and case are ignored. Words of three or more letters also match inside other words; shorter
 * ones match only at the beginning of a word.
 */
export async function search(ctx: Ctx, input: Search): Promise<Page<SearchHit>> {
  const { workspaceId, projectId, withCompleted, limit } = input;
  const patterns = searchPatterns(input.text);
  const binding = { workspaceId, projectId: projectId ?? null, withCompleted, patterns };
  const [at, id] = cursor.decode(binding, input.cursor) ?? [];
  const rows = patterns.length === 0 ? [] : await findRows(ctx, input, { patterns, behind: afterCursorSql(at, id) });
  if (rows.length === 0) await assertVisible(ctx, workspaceId, { projectId });
  const page = toPage(rows, limit, (row) => cursor.encode(binding, [row.at.toISOString(), row.id]));
  return {
    items: page.items.map((row) => ({
      task: row.task,
      where: row.comment_id === null ? "task" : "comment",
      commentId: row.comment_id,
    })),
    nextCursor: page.nextCursor,
  };
}

type SearchCondition = { patterns: string[]; behind: Prisma.Sql };

/**
 * Finds the rows of one page with one of three strategies. A common word occurs in so many tasks that finding all of
 * them just to show the latest is slow. Reading the latest tasks finds enough of them quickly. A rare word is found
 * through the index. If the actor can see only a few tasks, all of them are read. The strategy is chosen here because
 * the planner can only guess how rare a word is, and a wrong guess reads half a million tasks.
 */
async function findRows({ actor, runtime }: Ctx, input: Search, wanted: SearchCondition): Promise<SearchRow[]> {
  // Not a named prepared statement, because a generic plan for all workspaces and words is a hundred times slower in a
  // large workspace.
  const runQuery = async <Row extends object>({ text, values }: Prisma.Sql) =>
    (await runtime.pool.query<Row>(text, values)).rows;
  const [seen] = await runQuery<{ tasks: number }>(reachStatement(actor, input));
  if ((seen?.tasks ?? 0) <= MAX_TASKS_READ_WHOLE)
    return runQuery<SearchRow>(readingStatement(actor, input, wanted, seenTasks(actor, input, wanted)));
  const readLatest = (count: number) =>
    runQuery<SearchRow>(readingStatement(actor, input, wanted, latestTasks(input, wanted, count)));
  const sample = await readLatest(SAMPLE_SIZE);
  if (sample.length > input.limit) return sample;
  if (sample.length >= MIN_SAMPLE_HITS) {
    // 1.5 times the expected number, because words are not distributed evenly.
    const count = Math.ceil(((1.5 * (input.limit + 1)) / sample.length) * SAMPLE_SIZE);
    const latest = await readLatest(Math.min(count, MAX_LATEST_TASKS));
    if (latest.length > input.limit) return latest;
  }
  return runQuery<SearchRow>(indexStatement(actor, input, wanted));
}

/**
 * Builds a query for an upper bound on the number of tasks that the actor can see: the sum of the task counters of all
 * visible projects.
 */
function reachStatement(actor: Actor, input: Search): Prisma.Sql {
  return Prisma.sql`
    SELECT coalesce(sum(n.next_number - 1), 0)::int AS tasks FROM project_counter n
    WHERE n.workspace_id = ${input.workspaceId}::uuid AND n.project_id IN (${projectIdsOf(actor, input)})`;
}

/** Selects every task in the visible projects. OFFSET 0 prevents the planner from searching for the words first. */
function seenTasks(actor: Actor, input: Search, { behind: afterCursor }: SearchCondition): Prisma.Sql {
  return Prisma.sql`
    SELECT t.* FROM task t
    WHERE t.workspace_id = ${input.workspaceId}::uuid AND t.project_id IN (${projectIdsOf(actor, input)}) ${afterCursor} OFFSET 0`;
}

function latestTasks({ workspaceId }: Search, { behind }: SearchCondition, count: number): Prisma.Sql {
  return Prisma.sql`
    SELECT t.* FROM task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NULL ${behind}
    ORDER BY t.updated_at DESC, t.id DESC LIMIT ${Prisma.raw(String(count))}`;
}

/**
 * Reads the given tasks one by one and keeps those that contain the words, either in the task itself or in a comment.
 */
function readingStatement(actor: Actor, input: Search, wanted: SearchCondition, tasks: Prisma.Sql): Prisma.Sql {
  const isWritten = matching(wanted.patterns, "t.search_text");
  return Prisma.sql`
    WITH ${visibleProjects(actor, input)}
    SELECT ${taskJson} AS task, (${commentUnless(isWritten, wanted)}) AS comment_id, t.updated_at AS at, t.id::text AS id
    FROM (${tasks}) t
    WHERE ${isVisibleTask(input)} AND ((${isWritten}) OR EXISTS (SELECT 1 FROM ${commentsOf} c WHERE ${matching(wanted.patterns, "c.search_text")}))
    ORDER BY t.updated_at DESC, t.id DESC LIMIT ${input.limit + 1}`;
}

/**
 * Finds the words through the index and reads only the tasks on the page.
 *
 * Without MATERIALIZED, the planner may scan in chronological order, expecting to find a rare word early.
 */
function indexStatement(actor: Actor, input: Search, wanted: SearchCondition): Prisma.Sql {
  const { workspaceId, limit } = input;
  const page = Prisma.sql`ORDER BY updated_at DESC, id DESC LIMIT ${limit + 1}`;
  return Prisma.sql`
    WITH ${visibleProjects(actor, input)}, written AS MATERIALIZED (
      SELECT t.id, t.updated_at FROM task t
      WHERE t.workspace_id = ${workspaceId}::uuid AND ${matching(wanted.patterns, "t.search_text")}
        AND ${isVisibleTask(input)} ${wanted.behind}
    ), said AS MATERIALIZED (
      SELECT DISTINCT c.task_id AS id FROM comment c
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.deleted_at IS NULL AND ${matching(wanted.patterns, "c.search_text")}
    ), best AS (
      SELECT id, updated_at, bool_or(is_written) AS is_written FROM (
        (SELECT id, updated_at, true AS is_written FROM written ${page})
        UNION ALL
        (SELECT t.id, t.updated_at, false FROM said JOIN task t ON t.workspace_id = ${workspaceId}::uuid AND t.id = said.id
         WHERE ${isVisibleTask(input)} ${wanted.behind} ${page})
      ) hit GROUP BY id, updated_at ${page}
    )
    SELECT ${taskJson} AS task, said.id AS comment_id, t.updated_at AS at, t.id::text AS id
    FROM best JOIN task t ON t.workspace_id = ${workspaceId}::uuid AND t.id = best.id
      LEFT JOIN LATERAL (${commentUnless(Prisma.sql`best.is_written`, wanted)}) said ON true
    ORDER BY t.updated_at DESC, t.id DESC`;
}

/**
 * Returns a CTE with the projects visible to the actor. It is evaluated once, because looking them up for each task
 * would cost as much as the search.
 */
function visibleProjects(actor: Actor, input: Search): Prisma.Sql {
  return Prisma.sql`mine AS MATERIALIZED (${projectIdsOf(actor, input)})`;
}

/**
 * Returns the condition for live tasks `t` in visible projects. Completed tasks are included if `withCompleted` is set.
 */
function isVisibleTask(input: Search): Prisma.Sql {
  const open = input.withCompleted ? Prisma.empty : Prisma.sql`AND ${isOpenSql("t")}`;
  return Prisma.sql`t.deleted_at IS NULL AND t.project_id IN (SELECT project_id FROM mine) ${open}`;
}

function projectIdsOf(actor: Actor, { workspaceId, projectId }: Search): Prisma.Sql {
  const only = projectId === undefined ? Prisma.empty : Prisma.sql`AND m.project_id = ${projectId}::uuid`;
  return Prisma.sql`${projectIdsFor(actor, workspaceId, "viewer")} ${only}`;
}

function matching(patterns: string[], column: "t.search_text" | "c.search_text"): Prisma.Sql {
  return Prisma.join(
    patterns.map((pattern) => Prisma.sql`${Prisma.raw(column)} LIKE ${pattern}`),
    " AND ",
  );
}

/** Live comments on task `t`. For OFFSET 0, see `seenTasks`. */
const commentsOf = Prisma.sql`(
      SELECT c.id, c.search_text FROM comment c
      WHERE c.workspace_id = t.workspace_id AND c.task_id = t.id AND c.deleted_at IS NULL OFFSET 0
    )`;

/** Selects the first comment on task `t` that contains the words, unless the task itself contains them. */
function commentUnless(isWritten: Prisma.Sql, { patterns }: SearchCondition): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id FROM ${commentsOf} c WHERE NOT (${isWritten}) AND ${matching(patterns, "c.search_text")} ORDER BY c.id LIMIT 1`;
}

function afterCursorSql(at: string | undefined, id: string | undefined): Prisma.Sql {
  if (at === undefined || id === undefined) return Prisma.empty;
  return Prisma.sql`AND (t.updated_at, t.id) < (${at}::timestamptz, ${id}::uuid)`;
}
