import { Prisma } from "@docket/db/generated/client";
import { EXPORT_FORMAT } from "@docket/schema/export-line";
import type { ExportHead, ExportLine, ExportRequest, ExportRow } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import { commentsFor, foldersFor, projectsFor, sectionsFor, tasksFor, viewsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import { commentInclude, toComment } from "../../entities/comment/row.ts";
import type { CommentRow } from "../../entities/comment/row.ts";
import { folderInclude, toFolder } from "../../entities/folder/row.ts";
import { findVisibleLabels } from "../../entities/label/queries.ts";
import { projectInclude, toProject } from "../../entities/project/row.ts";
import { toSection } from "../../entities/section/row.ts";
import { taskInclude, toTask } from "../../entities/task/row.ts";
import { toView } from "../../entities/view/row.ts";
import { getWorkspace, listWorkspacePeople } from "../../entities/workspace/queries.ts";
import { readLog } from "../../log/change/read.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import {
  addImported,
  whereIdAfter,
  byId,
  byPage,
  LIST_PAGE_SIZE,
  idPageOptions,
  readPages,
  pagesById,
  ROWS_PER_STATEMENT,
  withImported,
} from "./export-rows.ts";
import type { IdCondition } from "./export-rows.ts";

/**
 * Yields everything in a workspace, or in one of its projects, that the caller can see, except the trash. The order is
 * described by `ExportLine`; rows of the same kind are ordered by id. Lines are yielded while the next rows are being
 * read. Each statement uses the caller's current permissions, and concurrent changes may or may not be included. The
 * sequence numbers in the first and last lines show whether there were any such changes.
 *
 * @throws DomainError `not_found` for anything that the caller can't see, even if they lose access during the export;
 *   `unauthorized` if their session or token has ended
 */
export async function* exportWorkspace(ctx: Ctx, request: ExportRequest): AsyncGenerator<ExportLine, void> {
  const { workspaceId, projectId } = request;
  const changeSeq = await readChangeSeq(ctx, workspaceId);
  if (projectId !== undefined) await assertVisible(ctx, workspaceId, { projectId });
  const workspace = await getWorkspace(ctx, { workspaceId });
  const counts = await countRows(ctx, request);
  const event = { kind: "sensitive_export", outcome: "success", actor: ctx.actor, workspaceId } as const;
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), { ...event, projectId: projectId ?? null });
  yield { kind: "head", ...EXPORT_FORMAT, workspace, changeSeq, counts };
  let rows = 0;
  for await (const row of readRows(ctx, request)) {
    rows += 1;
    if (rows % ROWS_PER_STATEMENT === 0) await readChangeSeq(ctx, workspaceId);
    yield row;
  }
  yield { kind: "end", rows, changeSeq: await readChangeSeq(ctx, workspaceId) };
}

/**
 * Returns the sequence number of the workspace's last change, if the caller still has access.
 *
 * @throws DomainError `not_found`, or `unauthorized` if the session or token has ended
 */
async function readChangeSeq(ctx: Ctx, workspaceId: Id): Promise<string> {
  const log = await readLog(ctx, workspaceId, null);
  if (log.kind === "open") return log.end.toString();
  throw log.reason === "workspace" ? notFound("Workspace") : new DomainError("unauthorized", "Please sign in.");
}

async function countRows({ db, actor }: Ctx, { workspaceId, projectId }: ExportRequest): Promise<ExportHead["counts"]> {
  const within = { workspaceId, ...(projectId && { projectId }) };
  const ofTask = projectId === undefined ? {} : { task: { projectId } };
  return {
    projects: await db.project.count({ where: { workspaceId, AND: projectsIn(actor, projectId) } }),
    sections: await db.section.count({ where: { ...within, AND: sectionsFor(actor, "viewer") } }),
    tasks: await db.task.count({ where: { ...within, AND: tasksFor(actor, "viewer") } }),
    comments: await db.comment.count({ where: { workspaceId, AND: [commentsFor(actor, "viewer"), ofTask] } }),
  };
}

/**
 * Returns the condition for the projects to export: the given project if the caller can see it, or all projects that
 * they can see.
 */
function projectsIn(actor: Actor, projectId: Id | undefined): Prisma.ProjectWhereInput[] {
  return [projectsFor(actor, "viewer"), projectId === undefined ? {} : { id: projectId }];
}

async function* readRows(ctx: Ctx, { workspaceId, projectId }: ExportRequest): AsyncGenerator<ExportRow> {
  const { db, actor } = ctx;
  const people = (cursor: string | null) =>
    listWorkspacePeople(ctx, { workspaceId, limit: LIST_PAGE_SIZE, ...(cursor && { cursor }) });
  for await (const row of byPage(people)) yield { kind: "person", row };
  for await (const row of byId((id) => readLabels(ctx, workspaceId, id))) yield { kind: "label", row };
  const folders = (id: IdCondition) =>
    db.folder.findMany({
      where: { workspaceId, ...whereIdAfter(id), AND: foldersFor(actor) },
      ...idPageOptions,
      include: folderInclude,
    });
  for await (const row of byId(folders)) yield { kind: "folder", row: toFolder(row) };
  const within = { workspaceId, ...(projectId && { projectId }) };
  const views = (id: IdCondition) =>
    db.view.findMany({ where: { ...within, ...whereIdAfter(id), AND: viewsFor(actor, "see") }, ...idPageOptions });
  for await (const row of byId(views)) yield { kind: "view", row: toView(row) };
  const include = projectInclude(actor);
  const projects = (id: IdCondition) =>
    db.project.findMany({
      where: { workspaceId, ...whereIdAfter(id), AND: projectsIn(actor, projectId) },
      ...idPageOptions,
      include,
    });
  for await (const row of withImported(ctx, workspaceId, projects, toProject)) {
    yield { kind: "project", row };
    yield* readProject(ctx, { workspaceId, projectId: row.id });
  }
}

function readLabels({ db, actor }: Ctx, workspaceId: Id, id: IdCondition) {
  const behind = id === undefined ? Prisma.empty : Prisma.sql`AND l.id > ${id.gt}::uuid`;
  const end = Prisma.sql`ORDER BY l.id LIMIT ${ROWS_PER_STATEMENT}`;
  return findVisibleLabels(db, actor, workspaceId, Prisma.sql`l.deleted_at IS NULL ${behind}`, end);
}

type Place = { workspaceId: Id; projectId: Id };

async function* readProject(ctx: Ctx, place: Place): AsyncGenerator<ExportRow> {
  const { db, actor } = ctx;
  const { workspaceId } = place;
  const sections = (id: IdCondition) =>
    db.section.findMany({
      where: { ...place, ...whereIdAfter(id), AND: sectionsFor(actor, "viewer") },
      ...idPageOptions,
    });
  for await (const row of withImported(ctx, workspaceId, sections, toSection)) yield { kind: "section", row };
  const tasks = (id: IdCondition) =>
    db.task.findMany({
      where: { ...place, ...whereIdAfter(id), AND: tasksFor(actor, "viewer") },
      ...idPageOptions,
      include: taskInclude,
    });
  for await (const rows of pagesById(tasks)) {
    yield* withComments(ctx, workspaceId, await addImported(db, workspaceId, rows.map(toTask)));
  }
}

/** Yields the tasks on one page, each followed by its comments. Both are ordered by task id, so they can be merged. */
async function* withComments(ctx: Ctx, workspaceId: Id, tasks: Task[]): AsyncGenerator<ExportRow> {
  const comments = readComments(ctx, workspaceId, tasks);
  let next = await comments.next();
  for (const task of tasks) {
    yield { kind: "task", row: task };
    for (; next.done !== true && next.value.row.taskId === task.id; next = await comments.next()) yield next.value;
  }
}

async function* readComments({ db, actor }: Ctx, workspaceId: Id, tasks: Task[]) {
  const taskId = { in: tasks.map(({ id }) => id) };
  const read = (last: CommentRow | undefined) =>
    db.comment.findMany({
      where: { workspaceId, taskId, AND: [commentsFor(actor, "viewer"), last ? afterCursor(last) : {}] },
      orderBy: [{ taskId: "asc" }, { id: "asc" }],
      take: ROWS_PER_STATEMENT,
      include: commentInclude,
    });
  for await (const rows of readPages(read)) {
    for (const row of await addImported(db, workspaceId, rows.map(toComment))) {
      const { projectId: _projectId, ...comment } = row;
      yield { kind: "comment" as const, row: comment };
    }
  }
}

function afterCursor({ taskId, id }: CommentRow): Prisma.CommentWhereInput {
  return { OR: [{ taskId: { gt: taskId } }, { taskId, id: { gt: id } }] };
}
