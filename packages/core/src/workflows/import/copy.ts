import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import { insertOrigins, originKey } from "../../entities/origin/known-row.ts";
import { findProject } from "../../entities/project/queries.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { tokenIdOf } from "../../runtime/actor.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { DomainError } from "../../runtime/error.ts";
import type { CopyPlan } from "./copy-plan.ts";
import { LEASE_RELEASED } from "./lease.ts";
import type { ImportRecord } from "./row.ts";
import { ZERO_COUNTS } from "./writing.ts";

/**
 * The source under which the origins of copied rows are stored. For rows from a file, the source is the program that
 * wrote the file.
 */
const SOURCE = "copy";

/**
 * Creates the job through which the import worker writes a new copy's rows. The job has the copy's id. Runs in the
 * transaction of the command that creates the copy.
 *
 * @throws DomainError `conflict` if the caller has too many unfinished copies
 */
export async function startCopy(
  ctx: Ctx,
  { tx }: CommandScope,
  copy: Project,
  plan: CopyPlan,
  from: { project: Project; commandId: Id },
): Promise<void> {
  const { workspaceId, id, name } = copy;
  const { userId } = ctx.actor;
  await assertWithinLimit(tx, "copy", { workspaceId, userId });
  await assertWithinLimit(tx, "section", { workspaceId, projectId: id }, plan.sections);
  const { sections, tasks, subtasks } = plan;
  const totalRows = sections + tasks;
  const none = { comments: 0, labels: 0, attachments: 0, repaired: 0, skipped: 0 };
  const report: ImportRecord = {
    counts: { rows: totalRows, projects: 1, sections, tasks, subtasks, ...none },
    projects: [{ file: from.project.name, name, sections, tasks, comments: 0, knownId: id, known: 0 }],
    losses: [],
    problems: [],
    problemCount: 0,
    made: { ...ZERO_COUNTS, projects: 1 },
    copy: { projectId: from.project.id, commandId: from.commandId },
  };
  await tx.$executeRaw`
    INSERT INTO import_job (workspace_id, id, user_id, token_id, source, file_name, status, plan, report, total_rows, created_at, updated_at)
    VALUES (${workspaceId}::uuid, ${id}::uuid, ${userId}::uuid, ${tokenIdOf(ctx.actor)}::uuid, ${SOURCE}, ${from.project.name}, 'waiting',
      ${JSON.stringify(plan.stored)}::jsonb, ${JSON.stringify(report)}::jsonb, ${totalRows}, ${ctx.now()}, ${LEASE_RELEASED})`;
  const origin = { entity: "project" as const, entityId: id, key: originKey(id, id), extra: {} };
  await insertOrigins(tx, { workspaceId, id, source: SOURCE }, [origin], ctx.now());
}

/**
 * Checks that the actor can still see the original and create projects.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function requireCopyable(ctx: Ctx, tx: Tx, original: Ref): Promise<void> {
  await requireWorkspaceRole(tx, ctx.actor, original.workspaceId, "member");
  if (await findProject(tx, ctx.actor, original, "any")) return;
  throw new DomainError("not_found", "You no longer have access to the project that is being copied.");
}
