import { Prisma } from "@docket/db/generated/client";
import { anyFoldersFor, membershipFor } from "../access.ts";
import { toApiToken } from "../api-token/row.ts";
import { toComment, commentInclude } from "../comment/row.ts";
import { DomainError } from "../error.ts";
import { folderInclude, toFolder } from "../folder/row.ts";
import { seenLabels } from "../label/queries.ts";
import { listPreferences } from "../preference/queries.ts";
import { projectInclude, toProject } from "../project/row.ts";
import { recordSecurityEvent } from "../security/event.ts";
import { listOwnSecurityEvents } from "../security/queries.ts";
import type { PersonCtx } from "../session/queries.ts";
import { listSessions } from "../session/queries.ts";
import { taskInclude, toTask } from "../task/row.ts";
import { toView } from "../view/row.ts";
import { getAccount } from "./queries.ts";

const ROWS = 500;
const PAGE = 100;
/** Longest export that is handed over in one piece, in UTF-16 code units. */
const LONGEST = 20_000_000;

/**
 * Everything that Docket holds about the caller, as the pieces of one JSON document: the account, preferences, sessions,
 * API tokens without their secrets, security events, and of each workspace their folders and views, the labels that they see, and the
 * projects that they are in, with sections, tasks and their own comments; thrown-away things too. The pieces come as they are read, so memory does not grow with it.
 */
export async function* exportAccount(ctx: PersonCtx): AsyncGenerator<string> {
  const exportedAt = ctx.now().toISOString();
  const head = { format: "docket-account", version: 1, exportedAt, account: await getAccount(ctx) };
  yield JSON.stringify(head).slice(0, -1);
  const { items: preferences } = await listPreferences(ctx);
  yield `,"preferences":${JSON.stringify(preferences)}`;
  yield* list(
    "sessions",
    byPage((cursor) => listSessions(ctx, { limit: PAGE, ...(cursor && { cursor }) })),
  );
  yield* list("apiTokens", apiTokens(ctx));
  yield* list(
    "securityEvents",
    byPage((cursor) => listOwnSecurityEvents(ctx, { limit: PAGE, ...(cursor && { cursor }) })),
  );
  yield* workspaces(ctx);
  yield "}";
}

/**
 * The same in one piece, for the person, and written down.
 *
 * @throws DomainError `too_large` over 20 million characters
 */
export async function exportAccountWhole(ctx: PersonCtx): Promise<{ fileName: string; json: string }> {
  const event = { kind: "user_exported", outcome: "success", actor: ctx.actor, subjectId: ctx.actor.userId } as const;
  await recordSecurityEvent(ctx.db, ctx.request, ctx.now(), event);
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of exportAccount(ctx)) {
    length += piece.length;
    if (length > LONGEST)
      throw new DomainError(
        "too_large",
        "This is too much for one answer. Whoever runs the server can write it to a file: docket user export.",
      );
    pieces.push(piece);
  }
  return { fileName: `docket-account-${ctx.now().toISOString().slice(0, 10)}.json`, json: pieces.join("") };
}

async function* list(name: string, rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield `,"${name}":[`;
  let isFirst = true;
  for await (const row of rows) {
    yield `${isFirst ? "" : ","}${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield "]";
}

async function* byPage<Row>(
  read: (cursor: string | null) => Promise<{ items: Row[]; nextCursor: string | null }>,
): AsyncGenerator<Row> {
  let cursor: string | null = null;
  do {
    const page: { items: Row[]; nextCursor: string | null } = await read(cursor);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

type After = { gt: string } | undefined;
type ReadAfter<Row> = (after: After) => Promise<Row[]>;

/** Reads rows in the order of their ids, some hundreds at a time. */
async function* byId<Row extends { id: string }>(read: ReadAfter<Row>): AsyncGenerator<Row> {
  for await (const rows of pagesById(read)) yield* rows;
}

async function* pagesById<Row extends { id: string }>(read: ReadAfter<Row>): AsyncGenerator<Row[]> {
  let last: string | undefined;
  for (;;) {
    const rows = await read(last === undefined ? undefined : { gt: last });
    yield rows;
    if (rows.length < ROWS) return;
    last = rows.at(-1)?.id;
  }
}

/**
 * Reads entities in the order of their ids. `imported` has the values of an import's source that Docket has no field for, by
 * the names of their columns; it is absent where there are none.
 */
async function* withImported<Row extends { id: string }, Entity extends object>(
  { db }: PersonCtx,
  workspaceId: string,
  read: ReadAfter<Row>,
  toEntity: (row: Row) => Entity,
): AsyncGenerator<Entity & { imported?: unknown }> {
  for await (const rows of pagesById(read)) {
    const kept = await db.foreignRef.findMany({
      where: { workspaceId, entityId: { in: rows.map(({ id }) => id) }, NOT: { extra: { equals: {} } } },
      select: { entityId: true, extra: true },
    });
    const imported = new Map(kept.map(({ entityId, extra }) => [entityId, extra]));
    for (const row of rows) {
      const values = imported.get(row.id);
      yield { ...toEntity(row), ...(values !== undefined && { imported: values }) };
    }
  }
}

const page = { orderBy: { id: "asc" }, take: ROWS } as const;
const after = (id: { gt: string } | undefined) => (id === undefined ? {} : { id });

async function* apiTokens({ db, actor }: PersonCtx) {
  const rows = byId((id) => db.apiToken.findMany({ where: { userId: actor.userId, ...after(id) }, ...page }));
  for await (const row of rows) yield toApiToken(row);
}

async function* workspaces(ctx: PersonCtx): AsyncGenerator<string> {
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
    yield `,"projects":[`;
    yield* projects(ctx, workspace.id);
    yield "]}";
  }
  yield "]";
}

async function* labels({ db, actor }: PersonCtx, workspaceId: string) {
  const rest = Prisma.sql`ORDER BY l.id LIMIT ${page.take}`;
  yield* byId((id) =>
    seenLabels(db, actor, workspaceId, id === undefined ? Prisma.sql`true` : Prisma.sql`l.id > ${id.gt}::uuid`, rest),
  );
}

async function* folders({ db, actor }: PersonCtx, workspaceId: string) {
  const own = anyFoldersFor(actor, "guest");
  const rows = byId((id) =>
    db.folder.findMany({ where: { workspaceId, ...after(id), AND: own }, ...page, include: folderInclude }),
  );
  for await (const row of rows) yield toFolder(row);
}

/** Shared views belong to whom they are shared with. */
async function* ownViews({ db, actor }: PersonCtx, workspaceId: string) {
  const own = { workspaceId, ownerId: actor.userId };
  for await (const row of byId((id) => db.view.findMany({ where: { ...own, ...after(id) }, ...page })))
    yield toView(row);
}

async function* projects(ctx: PersonCtx, workspaceId: string): AsyncGenerator<string> {
  const { db, actor } = ctx;
  const mine = membershipFor(actor, "viewer");
  const include = projectInclude(actor);
  let isFirst = true;
  const read = (id: After) =>
    db.project.findMany({ where: { workspaceId, ...after(id), AND: mine }, ...page, include });
  for await (const project of withImported(ctx, workspaceId, read, toProject)) {
    const within = { workspaceId, projectId: project.id, project: mine };
    yield `${isFirst ? "" : ","}${JSON.stringify(project).slice(0, -1)}`;
    yield* list("sections", sections(ctx, within));
    yield* list("tasks", tasks(ctx, within));
    yield* list("comments", ownComments(ctx, within));
    yield "}";
    isFirst = false;
  }
}

type Within = { workspaceId: string; projectId: string; project: ReturnType<typeof membershipFor> };

function sections(ctx: PersonCtx, within: Within) {
  const { workspaceId } = within;
  const read = (id: After) => ctx.db.section.findMany({ where: { ...within, ...after(id) }, ...page });
  return withImported(ctx, workspaceId, read, (row) => row);
}

function tasks(ctx: PersonCtx, within: Within) {
  const { workspaceId } = within;
  const read = (id: After) =>
    ctx.db.task.findMany({ where: { ...within, ...after(id) }, ...page, include: taskInclude });
  return withImported(ctx, workspaceId, read, toTask);
}

/** What others wrote is theirs to export. */
function ownComments(ctx: PersonCtx, { workspaceId, projectId, project }: Within) {
  const own = { workspaceId, authorId: ctx.actor.userId, task: { projectId, project } };
  const read = (id: After) =>
    ctx.db.comment.findMany({ where: { ...own, ...after(id) }, ...page, include: commentInclude });
  return withImported(ctx, workspaceId, read, toComment);
}
