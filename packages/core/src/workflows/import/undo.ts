import { message } from "@docket/schema/message";
import { deriveId, uuidv7 } from "@docket/schema/uuid";
import { localeOfAccount } from "../../identity/account-locale.ts";
import { createJobCtx } from "../../identity/session/job-ctx.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx, Ref } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { translate } from "../../runtime/translation/translate.ts";
import { LeaseLostError } from "./lease.ts";
import type { JobRow } from "./row.ts";
import { ImportRecord } from "./row.ts";
import { trashComments, trashLabels, trashProjects, trashSections, trashTasks } from "./undo-step.ts";

/**
 * A function that trashes at most {@link BULK_LIMIT} entities created by an import, and returns how many it trashed.
 */
type UndoStep = (ctx: Ctx, scope: CommandScope, job: Ref) => Promise<number>;

/**
 * Whole projects come first, so that their contents need not be changed. The remaining entities follow from the leaves
 * up.
 */
const STEPS: UndoStep[] = [trashProjects, trashTasks, trashSections, trashComments, trashLabels];

/**
 * Trashes what an import created and deletes its origins. It works on the rows that still exist rather than on a plan,
 * so it can simply continue after a crash.
 *
 * @returns false if it had to stop before the end
 */
export async function runUndo(runtime: Runtime, job: JobRow, signal: AbortSignal): Promise<boolean> {
  for (const step of STEPS) {
    for (let count = 1; count > 0;) {
      if (signal.aborted) return false;
      count = await runUndoStep(runtime, job, step);
    }
  }
  await deleteJobOrigins(runtime, job);
  return true;
}

async function runUndoStep(runtime: Runtime, job: JobRow, step: UndoStep): Promise<number> {
  const { workspaceId, id } = job;
  const ctx = await createJobCtx(runtime, job, "import");
  const input = { workspaceId, commandId: uuidv7(), importId: id };
  return command(ctx, input, {
    kind: "import.undo",
    groupId: deriveId(id, "undo"),
    replay: () => Promise.resolve(0),
    run: async (scope) => {
      const held = await scope.tx.importJob.updateMany({
        where: { workspaceId, id, status: "undoing" },
        data: { updatedAt: ctx.now() },
      });
      if (held.count === 0) throw new LeaseLostError();
      const count = await step(ctx, scope, job);
      return { result: { importId: id }, answer: count };
    },
  });
}

/**
 * Deletes the origins of the rows, so that importing the file again creates new rows. Rows that could not be trashed
 * are counted in the report.
 */
async function deleteJobOrigins({ db }: Runtime, job: JobRow): Promise<void> {
  const { workspaceId, id } = job;
  await db.$transaction(async (tx) => {
    const [left] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM foreign_ref f
      JOIN task t ON t.workspace_id = f.workspace_id AND t.id = f.entity_id AND t.deleted_at IS NULL
      JOIN project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id AND p.deleted_at IS NULL
      WHERE f.workspace_id = ${workspaceId}::uuid AND f.import_id = ${id}::uuid AND f.entity = 'task'`;
    await tx.foreignRef.deleteMany({ where: { workspaceId, importId: id } });
    const { copy } = ImportRecord.parse(job.report);
    const commands = copy ? { OR: [{ groupId: id }, { id: copy.commandId }] } : { groupId: id };
    await tx.command.updateMany({
      where: { workspaceId, ...commands, undoneBy: null },
      data: { undoneBy: deriveId(id, "undo") },
    });
    if (left === undefined || left.count === 0) return;
    const record = ImportRecord.parse(job.report);
    const text = message`${left.count} tasks are in projects that you can no longer change; they stayed.`;
    const locale = await localeOfAccount(tx, job.userId);
    const problems = [
      { file: job.fileName, line: null, kind: "skipped" as const, message: translate(text, locale) },
      ...record.problems.slice(0, -1),
    ];
    const report = { ...record, problems, problemCount: record.problemCount + 1 };
    await tx.importJob.update({ where: { workspaceId_id: { workspaceId, id } }, data: { report } });
  });
}
