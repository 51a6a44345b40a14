import type { ImportRef } from "@docket/schema/import-job";
import { ImportResult } from "@docket/schema/import-job";
import type { Message } from "@docket/schema/message";
import { deriveId } from "@docket/schema/uuid";
import { localeOfAccount } from "../../identity/account-locale.ts";
import { createJobCtx } from "../../identity/session/job-ctx.ts";
import { command } from "../../log/command/command.ts";
import type { Ref, Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { translate } from "../../runtime/translation/translate.ts";
import { requireCopyable } from "./copy.ts";
import { LeaseLostError, claimImport, releaseImport } from "./lease.ts";
import type { PlanRow } from "./plan-row.ts";
import type { JobRow } from "./row.ts";
import { ImportRecord } from "./row.ts";
import { readBatch, readBatchSizes } from "./stored-plan.ts";
import { runUndo } from "./undo.ts";
import { writeBatch } from "./write-batch.ts";

/** Age in milliseconds after which an import that keeps failing with unexpected errors is abandoned. */
const MAX_RETRY_AGE_MS = 24 * 60 * 60_000;

/**
 * Processes an import until it is finished, is cancelled or must stop. Each batch of rows is one command, whose id is
 * derived from the import's id and the batch number. A worker that continues after a crash therefore repeats at most
 * one batch that has already been written, which is a no-op. All commands have the import's id as their group.
 *
 * @param signal stops processing after the current batch; another worker continues, or this one after a restart
 */
export async function runImport(runtime: Runtime, ref: ImportRef, signal: AbortSignal): Promise<void> {
  const job = await claimImport(runtime, ref);
  if (!job) return;
  try {
    const isUndoing = job.status === "undoing";
    const isAtEnd = isUndoing ? await runUndo(runtime, job, signal) : await runBatches(runtime, job, signal);
    if (isAtEnd) await endImport(runtime, job, isUndoing ? "undone" : "done", null);
    else await releaseImport(runtime, ref);
  } catch (error) {
    await handleFailure(runtime, job, error);
  }
}

async function runBatches(runtime: Runtime, job: JobRow, signal: AbortSignal): Promise<boolean> {
  let end = 0;
  for (const [number, size] of (await readBatchSizes(runtime, job)).entries()) {
    end += size;
    if (end <= job.doneRows) continue;
    if (signal.aborted) return false;
    await runBatch(runtime, job, { number, rows: await readBatch(runtime, job, number), end });
  }
  return true;
}

async function runBatch(
  runtime: Runtime,
  job: JobRow,
  batch: { number: number; rows: PlanRow[]; end: number },
): Promise<void> {
  const { workspaceId, id } = job;
  const { copy } = ImportRecord.parse(job.report);
  const ctx = await createJobCtx(runtime, job, copy ? "projects:write" : "import");
  const input = { workspaceId, commandId: deriveId(id, `batch ${batch.number}`), importId: id };
  await command(ctx, input, {
    kind: "import.batch",
    groupId: id,
    replay: () => Promise.resolve(null),
    run: async (scope) => {
      if (copy) await requireCopyable(ctx, scope.tx, { workspaceId, id: copy.projectId });
      const made = await writeBatch(ctx, scope, job, batch.rows);
      await saveProgress(scope.tx, job, batch, made, ctx.now());
      return { result: { importId: id }, answer: null };
    },
  });
}

/**
 * Stores the progress of an import in the batch's own transaction. Stops if the import was cancelled or another worker
 * has processed the batch. Called at the end of the batch, so that a request to cancel the import does not have to wait
 * for the row lock.
 *
 * @throws LeaseLostError
 */
async function saveProgress(
  tx: Tx,
  { workspaceId, id }: Ref,
  batch: { rows: PlanRow[]; end: number },
  made: ImportResult,
  now: Date,
): Promise<void> {
  const ours = { workspaceId, id, status: "running", isCancelled: false, doneRows: batch.end - batch.rows.length };
  const job = await tx.importJob.findFirst({ where: ours, select: { report: true } });
  if (!job) throw new LeaseLostError();
  const record = ImportRecord.parse(job.report);
  const report = { ...record, made: sum(record.made, made) };
  const held = await tx.importJob.updateMany({ where: ours, data: { doneRows: batch.end, report, updatedAt: now } });
  if (held.count === 0) throw new LeaseLostError();
}

function sum(left: ImportResult, right: ImportResult): ImportResult {
  const keys = ImportResult.keyof().options;
  return ImportResult.parse(Object.fromEntries(keys.map((key) => [key, left[key] + right[key]])));
}

/**
 * Ends an import that was cancelled or that failed with a domain error. After an unexpected error, the import is
 * retried until it reaches the maximum age.
 */
async function handleFailure(runtime: Runtime, job: JobRow, error: unknown): Promise<void> {
  const { db, log, clock } = runtime;
  if (error instanceof LeaseLostError) {
    const where = { workspaceId: job.workspaceId, id: job.id, status: "running", isCancelled: true };
    if ((await db.importJob.count({ where })) > 0) await endImport(runtime, job, "cancelled", null);
    return;
  }
  if (error instanceof DomainError && error.code !== "stale") {
    await endImport(runtime, job, "failed", error.text);
    return;
  }
  log.error({ err: error, importId: job.id }, "import interrupted");
  const age = clock().getTime() - job.createdAt.getTime();
  if (age > MAX_RETRY_AGE_MS) await endImport(runtime, job, "failed", "Something went wrong on the server.");
}

/**
 * Ends an import and deletes its plan. The plan is no longer needed and may contain data that the import's owner
 * deletes later.
 */
async function endImport(
  { db, clock }: Runtime,
  { workspaceId, id, status, userId }: JobRow,
  end: string,
  failure: Message | null,
): Promise<void> {
  const text = failure === null ? null : translate(failure, await localeOfAccount(db, userId));
  await db.importJob.updateMany({
    where: { workspaceId, id, status },
    data: { status: end, failure: text, finishedAt: clock(), plan: {} },
  });
}
