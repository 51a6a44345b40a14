import type { Id } from "@docket/schema/id";
import type { ImportJob, ImportProjectPreview, ImportRef } from "@docket/schema/import-job";
import { importsFor } from "../../access/access.ts";
import { findKnownProjects, findKnownRows } from "../../entities/origin/known-row.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import { getDateSettings } from "../../identity/account/queries.ts";
import { tokenIdOf } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import { isUniqueViolation } from "../../runtime/fault.ts";
import type { ImportTarget } from "./import-capacity.ts";
import { assertProjectCapacity, assertWorkspaceCapacity } from "./import-capacity.ts";
import { importReader } from "./import-reader.ts";
import { LEASE_RELEASED } from "./lease.ts";
import { getImport, requireImport } from "./queries.ts";
import type { ReadProject } from "./read-import-file.ts";
import { digestOf } from "./read-import-file.ts";
import { ImportRecord, toImportJob } from "./row.ts";
import type { UploadInput } from "./upload-input.ts";
import { ZERO_COUNTS } from "./writing.ts";

/** Maximum number of previews kept per user and workspace. If it is exceeded, the oldest preview is deleted. */
const MAX_PREVIEWS = 5;

/**
 * Reads a file and reports what importing it would create, and what would be kept as text or lost. Nothing is created
 * until the import is started, which is possible within one day. Requires the member role in the workspace.
 *
 * A repeated call with the same id and file returns the first answer.
 *
 * @throws DomainError `too_large`, or `invalid` with a message for the user, if the file can't be read; `conflict` if
 *   it would exceed an entity limit; `not_found`, `forbidden` for guests; `already_made` if the id belongs to another
 *   file
 */
export async function previewImport(ctx: Ctx, input: UploadInput): Promise<ImportJob> {
  const { workspaceId, id, fileName, content } = input;
  await requireWorkspaceRole(ctx.db, ctx.actor, workspaceId, "member");
  const earlier = await findPreview(ctx, input);
  if (earlier) return earlier;
  const { userId } = ctx.actor;
  const read = await importReader.read(userId, {
    name: fileName,
    bytes: content,
    source: input.source,
    locale: ctx.request.locale,
    dates: { now: ctx.now(), settings: await getDateSettings(ctx) },
  });
  const { source, plan, totalRows, record } = read;
  const projects = await previewProjects(ctx, workspaceId, source, read.projects);
  await assertWorkspaceCapacity(ctx, workspaceId, read, projects.filter(({ knownId }) => knownId === null).length);
  const report = { ...record, projects, made: ZERO_COUNTS };
  const [tokenId, now] = [tokenIdOf(ctx.actor), ctx.now()];
  try {
    // Bypasses Prisma, which would parse and serialize the plan again on the thread that handles requests.
    await ctx.runtime.pool.query(
      `INSERT INTO import_job (workspace_id, id, user_id, token_id, source, file_name, status, plan, report, total_rows, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'previewed', $7, $8, $9, $10, $10)`,
      [workspaceId, id, userId, tokenId, source, fileName, plan, JSON.stringify(report), totalRows, now],
    );
  } catch (error) {
    if (isUniqueViolation(error)) throw alreadyExists();
    throw error;
  }
  await deleteOldPreviews(ctx, workspaceId);
  return getImport(ctx, { workspaceId, id });
}

async function findPreview(ctx: Ctx, { workspaceId, id, fileName, content }: UploadInput): Promise<ImportJob | null> {
  const row = await requireImport(ctx, { workspaceId, id }).catch(nullIfNotFound);
  if (row === null) return null;
  const digest = await digestOf(content);
  const known = ImportRecord.parse(row.report).digest ?? digest;
  if (row.status !== "previewed" || row.fileName !== fileName || known !== digest) throw alreadyExists();
  return toImportJob(row);
}

function nullIfNotFound(error: unknown): null {
  if (error instanceof DomainError && error.code === "not_found") return null;
  throw error;
}

function alreadyExists(): DomainError {
  return new DomainError("already_made", "This id is already used by another import.");
}

/** Returns how much of each project in the file already exists. Rejects a project that would exceed a limit. */
async function previewProjects(
  ctx: Ctx,
  workspaceId: Id,
  source: string,
  read: ReadProject[],
): Promise<ImportProjectPreview[]> {
  const targets = await findKnownProjects(ctx.db, ctx.actor, workspaceId, source);
  const previews: ImportProjectPreview[] = [];
  for (const project of read) {
    const { file, name, sections, tasks, comments, sourceIds } = project;
    const target = targets.get(project.sourceId);
    const names = target ? sourceIds.split(" ") : [];
    const known: ImportTarget["known"] = target
      ? await findKnownRows(ctx.db, workspaceId, source, target.id, names)
      : new Map<string, never>();
    // Nothing is added to a trashed project.
    if (target?.isTrashed !== true) {
      await assertProjectCapacity(ctx.db, workspaceId, project, target ? { id: target.id, known } : null);
    }
    previews.push({ file, name, sections, tasks, comments, knownId: target?.id ?? null, known: known.size });
  }
  return previews;
}

async function deleteOldPreviews({ db, actor }: Ctx, workspaceId: Id): Promise<void> {
  const where = { workspaceId, userId: actor.userId, status: "previewed" };
  const old = await db.importJob.findMany({
    where,
    orderBy: { createdAt: "desc" },
    skip: MAX_PREVIEWS,
    select: { id: true },
  });
  await db.importJob.deleteMany({ where: { ...where, id: { in: old.map((job) => job.id) } } });
}

/**
 * Starts a previewed import. The server processes it in the background on behalf of the caller, with the caller's
 * permissions at each step. Starting it again is a no-op.
 *
 * @throws DomainError `not_found`, `forbidden`; `conflict` if the import has ended
 */
export async function startImport(ctx: Ctx, ref: ImportRef): Promise<ImportJob> {
  await requireWorkspaceRole(ctx.db, ctx.actor, ref.workspaceId, "member");
  const started = await setStatus(ctx, ref, ["previewed"], {
    status: "waiting",
    updatedAt: LEASE_RELEASED,
    tokenId: tokenIdOf(ctx.actor),
  });
  const job = await getImport(ctx, ref);
  if (started === 0 && job.status !== "waiting" && job.status !== "running") throw hasEndedError();
  return job;
}

/**
 * Stops an import after its current step. Rows that have already been created remain until the import is undone. A
 * preview is discarded.
 *
 * @throws DomainError `not_found`; `conflict` if the import has already ended
 */
export async function cancelImport(ctx: Ctx, ref: ImportRef): Promise<ImportJob> {
  const now = ctx.now();
  const isWaiting = await setStatus(ctx, ref, ["previewed", "waiting"], {
    status: "cancelled",
    isCancelled: true,
    finishedAt: now,
    plan: {},
  });
  const isRunning = isWaiting > 0 ? 0 : await setStatus(ctx, ref, ["running"], { isCancelled: true });
  const job = await getImport(ctx, ref);
  if (isWaiting + isRunning === 0 && job.status !== "cancelled") throw hasEndedError();
  return job;
}

/**
 * Moves everything that an import created to the trash, in the background: the project that it created or, if the
 * project has other tasks by now, only the import's tasks and their sub-tasks. Later changes to these entities don't
 * prevent the undo, and everything can be restored. The import's origins are deleted, so importing the file again
 * creates new rows.
 *
 * @throws DomainError `not_found`; `conflict` while the import is running, or if nothing was imported
 */
export async function undoImport(ctx: Ctx, ref: ImportRef): Promise<ImportJob> {
  await requireWorkspaceRole(ctx.db, ctx.actor, ref.workspaceId, "member");
  const changed = await setStatus(ctx, ref, ["done", "failed", "cancelled"], {
    status: "undoing",
    updatedAt: LEASE_RELEASED,
    finishedAt: null,
    failure: null,
    isCancelled: false,
    tokenId: tokenIdOf(ctx.actor),
  });
  const job = await getImport(ctx, ref);
  if (changed === 0 && job.status !== "undoing" && job.status !== "undone") {
    throw new DomainError("conflict", "This import is still running. Undo it when it has ended.");
  }
  return job;
}

type JobData = Parameters<Ctx["db"]["importJob"]["updateMany"]>[0]["data"];

async function setStatus(ctx: Ctx, { workspaceId, id }: ImportRef, from: string[], data: JobData): Promise<number> {
  const changed = await ctx.db.importJob.updateMany({
    where: { workspaceId, id, status: { in: from }, AND: importsFor(ctx.actor) },
    data: { updatedAt: ctx.now(), ...data },
  });
  return changed.count;
}

function hasEndedError(): DomainError {
  return new DomainError("conflict", "This import has ended.");
}
