import { Prisma } from "@docket/db/generated/client";
import { ACCOUNT_EXPORT_END } from "@docket/schema/account-export";
import { anyFoldersFor, membershipFor } from "../../access/access.ts";
import { requireLiveCredential } from "../../access/credential.ts";
import { toComment, commentInclude } from "../../entities/comment/row.ts";
import { folderInclude, toFolder } from "../../entities/folder/row.ts";
import { findVisibleLabels } from "../../entities/label/queries.ts";
import { projectInclude, toProject } from "../../entities/project/row.ts";
import { reminderInclude, toReminder } from "../../entities/reminder/row.ts";
import { taskInclude, toTask } from "../../entities/task/row.ts";
import { toView } from "../../entities/view/row.ts";
import { getAccount } from "../../identity/account/queries.ts";
import { toApiToken } from "../../identity/api-token/row.ts";
import { listPreferences } from "../../identity/preference/queries.ts";
import { listPushDevices } from "../../identity/push/queries.ts";
import { listSessions } from "../../identity/session/queries.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import { listOwnSecurityEvents } from "../../log/security/queries.ts";
import type { PersonCtx } from "../../runtime/ctx.ts";
import {
  whereIdAfter,
  byId,
  byPage,
  LIST_PAGE_SIZE,
  idPageOptions,
  ROWS_PER_STATEMENT,
  withImported,
} from "./export-rows.ts";
import type { IdCondition } from "./export-rows.ts";

/**
 * Exports all data about the caller as chunks of a single JSON document: the account, preferences, sessions, devices
 * with push notifications, API tokens without their secrets, and security events. For each workspace, the document
 * contains the caller's folders, views and notifications, what they follow, the labels they can see, and their projects
 * with sections, tasks and the caller's own comments and reminders. Trashed entities are included. Each chunk is
 * yielded as soon as it has been read, so that memory use does not grow with the size of the account.
 */
export async function* exportAccount(ctx: PersonCtx): AsyncGenerator<string, void> {
  const exportedAt = ctx.now().toISOString();
  const head = { format: "docket-account", version: 1, exportedAt, account: await getAccount(ctx) };
  yield JSON.stringify(head).slice(0, -1);
  const { items: preferences } = await listPreferences(ctx);
  yield `,"preferences":${JSON.stringify(preferences)}`;
  yield* list(
    "sessions",
    byPage((cursor) => listSessions(ctx, { limit: LIST_PAGE_SIZE, ...(cursor && { cursor }) })),
  );
  const { items: pushDevices } = await listPushDevices(ctx);
  yield `,"pushDevices":${JSON.stringify(pushDevices)}`;
  yield* list("apiTokens", apiTokens(ctx));
  yield* list(
    "securityEvents",
    byPage((cursor) => listOwnSecurityEvents(ctx, { limit: LIST_PAGE_SIZE, ...(cursor && { cursor }) })),
  );
  yield* workspaces(ctx);
  yield ACCOUNT_EXPORT_END;
}

/**
 * Exports the caller's account at their own request. The export is recorded in the security log and stops if the
 * caller's session ends.
 *
 * @throws DomainError `unauthorized` if the session has ended
 */
export async function* exportOwnAccount(ctx: PersonCtx): AsyncGenerator<string, void> {
  const event = { kind: "user_exported", outcome: "success", actor: ctx.actor, subjectId: ctx.actor.userId } as const;
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), event);
  let pieces = 0;
  for await (const piece of exportAccount(ctx)) {
    pieces += 1;
    if (pieces % ROWS_PER_STATEMENT === 0) await requireLiveCredential(ctx);
    yield piece;
  }
}

async function* list(name: string, rows: AsyncIterable<unknown>): AsyncGenerator<string, void> {
  yield `,"${name}":[`;
  let isFirst = true;
  for await (const row of rows) {
    yield `${isFirst ? "" : ","}${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield "]";
}

async function* apiTokens({ db, actor }: PersonCtx) {
  const rows = byId((id) =>
    db.apiToken.findMany({ where: { userId: actor.userId, ...whereIdAfter(id) }, ...idPageOptions }),
  );
  for await (const row of rows) yield toApiToken(row);
}

async function* workspaces(ctx: PersonCtx): AsyncGenerator<string, void> {
  const memberships = await ctx.db.workspaceMember.findMany({
    where: { userId: ctx.actor.userId },
    orderBy: { workspaceId: "asc" },
    include: { workspace: { select: { id: true, name: true, slug: true, createdAt: true } } },
  });
  yield `,"workspaces":[`;
  for (const [index, { role, createdAt, workspace }] of memberships.entries()) {
    const head = JSON.stringify({ ...workspace, role, joinedAt: createdAt });
    yield `${index === 0 ? "" : ","}${head.slice(0, -1)}`;
    yield* list("labels", labels(ctx, workspace.id));
    yield* list("folders", folders(ctx, workspace.id));
    yield* list("views", ownViews(ctx, workspace.id));
    yield* list("follows", follows(ctx, workspace.id));
    yield* list("notifications", notifications(ctx, workspace.id));
    yield `,"projects":[`;
    yield* projects(ctx, workspace.id);
    yield "]}";
  }
  yield "]";
}

async function* labels({ db, actor }: PersonCtx, workspaceId: string) {
  const rest = Prisma.sql`ORDER BY l.id LIMIT ${idPageOptions.take}`;
  yield* byId((id) =>
    findVisibleLabels(
      db,
      actor,
      workspaceId,
      id === undefined ? Prisma.sql`true` : Prisma.sql`l.id > ${id.gt}::uuid`,
      rest,
    ),
  );
}

async function* folders({ db, actor }: PersonCtx, workspaceId: string) {
  const own = anyFoldersFor(actor, "guest");
  const rows = byId((id) =>
    db.folder.findMany({
      where: { workspaceId, ...whereIdAfter(id), AND: own },
      ...idPageOptions,
      include: folderInclude,
    }),
  );
  for await (const row of rows) yield toFolder(row);
}

/** Yields the caller's own views. Shared views are excluded, because they belong to the project or workspace. */
async function* ownViews({ db, actor }: PersonCtx, workspaceId: string) {
  const own = { workspaceId, ownerId: actor.userId };
  for await (const row of byId((id) => db.view.findMany({ where: { ...own, ...whereIdAfter(id) }, ...idPageOptions })))
    yield toView(row);
}

/** Returns the tasks and projects that the caller follows or has muted. */
function follows({ db, actor }: PersonCtx, workspaceId: string) {
  return byId(async (id) => {
    const rows = await db.follow.findMany({
      where: { workspaceId, userId: actor.userId, ...(id && { entityId: id }) },
      orderBy: { entityId: "asc" },
      take: idPageOptions.take,
    });
    return rows.map(({ entityId, taskId, projectId, state }) => ({ id: entityId, taskId, projectId, state }));
  });
}

/** Yields the caller's notifications, which contain only ids and times. */
async function* notifications({ db, actor }: PersonCtx, workspaceId: string) {
  const own = { workspaceId, userId: actor.userId };
  const read = (id: IdCondition) =>
    db.notification.findMany({ where: { ...own, ...whereIdAfter(id) }, ...idPageOptions });
  for await (const { changeSeq, ...row } of byId(read)) yield { ...row, changeSeq: changeSeq?.toString() ?? null };
}

async function* projects(ctx: PersonCtx, workspaceId: string): AsyncGenerator<string, void> {
  const { db, actor } = ctx;
  const memberOf = membershipFor(actor, "viewer");
  const include = projectInclude(actor);
  let isFirst = true;
  const read = (id: IdCondition) =>
    db.project.findMany({ where: { workspaceId, ...whereIdAfter(id), AND: memberOf }, ...idPageOptions, include });
  for await (const project of withImported(ctx, workspaceId, read, toProject)) {
    const within = { workspaceId, projectId: project.id, project: memberOf };
    yield `${isFirst ? "" : ","}${JSON.stringify(project).slice(0, -1)}`;
    yield* list("sections", sections(ctx, within));
    yield* list("tasks", tasks(ctx, within));
    yield* list("comments", ownComments(ctx, within));
    yield* list("reminders", ownReminders(ctx, within));
    yield "}";
    isFirst = false;
  }
}

type Within = { workspaceId: string; projectId: string; project: ReturnType<typeof membershipFor> };

function sections(ctx: PersonCtx, within: Within) {
  const { workspaceId } = within;
  const read = (id: IdCondition) =>
    ctx.db.section.findMany({ where: { ...within, ...whereIdAfter(id) }, ...idPageOptions });
  return withImported(ctx, workspaceId, read, (row) => row);
}

function tasks(ctx: PersonCtx, within: Within) {
  const { workspaceId } = within;
  const read = (id: IdCondition) =>
    ctx.db.task.findMany({ where: { ...within, ...whereIdAfter(id) }, ...idPageOptions, include: taskInclude });
  return withImported(ctx, workspaceId, read, toTask);
}

/**
 * Returns the caller's own comments. Other users' comments are excluded, because they are part of those users' exports.
 */
function ownComments(ctx: PersonCtx, { workspaceId, projectId, project }: Within) {
  const own = { workspaceId, authorId: ctx.actor.userId, task: { projectId, project } };
  const read = (id: IdCondition) =>
    ctx.db.comment.findMany({ where: { ...own, ...whereIdAfter(id) }, ...idPageOptions, include: commentInclude });
  return withImported(ctx, workspaceId, read, toComment);
}

/** Yields the caller's own reminders. */
async function* ownReminders({ db, actor }: PersonCtx, { workspaceId, projectId, project }: Within) {
  const own = { workspaceId, userId: actor.userId, task: { projectId, project } };
  const read = (id: IdCondition) =>
    db.reminder.findMany({ where: { ...own, ...whereIdAfter(id) }, ...idPageOptions, include: reminderInclude });
  for await (const row of byId(read)) yield toReminder(row);
}
