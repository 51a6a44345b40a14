import type { Id } from "@docket/schema/id";
import type { ImportResult } from "@docket/schema/import-job";
import { message } from "@docket/schema/message";
import type { Project } from "@docket/schema/project";
import { ranksBetween } from "@docket/schema/rank";
import type { Section } from "@docket/schema/section";
import { findKnownProjects, findKnownRows, insertOrigins } from "../../entities/origin/known-row.ts";
import { insertProject } from "../../entities/project/definition.ts";
import { freeKey, keyFromName } from "../../entities/project/key.ts";
import { sidebarRank } from "../../entities/project/order.ts";
import { requireProject } from "../../entities/project/queries.ts";
import { insertSections } from "../../entities/section/definition.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { LostRace, lockOrder } from "../../log/command/lost-race.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import { isUniqueViolation } from "../../runtime/fault.ts";
import type { PlanProject, PlanRow } from "./plan-row.ts";
import { writeComments } from "./write-comment.ts";
import { writeTasks } from "./write-task.ts";
import type { BatchJob, WriteState } from "./writing.ts";
import { ZERO_COUNTS, recordOrigin } from "./writing.ts";

/**
 * Creates the rows in one batch. Rows that an earlier import created are not changed, and nothing is added to a trashed
 * project. Access is checked again for every project.
 *
 * @throws DomainError `not_found` or `forbidden` if the actor can no longer change a project or the workspace
 */
export async function writeBatch(ctx: Ctx, scope: CommandScope, job: BatchJob, rows: PlanRow[]): Promise<ImportResult> {
  const made = { ...ZERO_COUNTS };
  const projects = await findKnownProjects(scope.tx, ctx.actor, job.workspaceId, job.source);
  try {
    for (const [project, own] of groupByProject(rows)) {
      const known = projects.get(project.sourceId);
      await writeProjectRows({ ctx, scope, job, made }, project, own, known);
    }
  } catch (error) {
    // Another command has concurrently created the same label, key or row. The retry will find it.
    throw isUniqueViolation(error) ? new LostRace() : error;
  }
  return made;
}

function groupByProject(rows: PlanRow[]): Map<PlanProject, PlanRow[]> {
  const groups = new Map<PlanProject, PlanRow[]>();
  for (const row of rows) groups.set(row.project, [...(groups.get(row.project) ?? []), row]);
  return groups;
}

async function writeProjectRows(
  base: Pick<WriteState, "ctx" | "scope" | "job" | "made">,
  project: PlanProject,
  rows: PlanRow[],
  target: { id: Id; isTrashed: boolean } | undefined,
): Promise<void> {
  const { ctx, scope, job, made } = base;
  const own = rows.find((row) => row.kind === "project");
  const projectId = target?.id ?? own?.id;
  if (projectId === undefined) throw new DomainError("not_found", message`You can no longer change “${project.name}”.`);
  const writing: WriteState = { ...base, projectId, origins: [], known: new Map() };
  if (target) {
    const sourceIds = rows.flatMap(sourceIdsOf);
    writing.known = await findKnownRows(scope.tx, job.workspaceId, job.source, projectId, [...new Set(sourceIds)]);
    made.found += rows.filter((row) => writing.known.has(row.row.sourceId)).length;
  }
  const fresh = rows.filter((row) => !writing.known.has(row.row.sourceId));
  if (target?.isTrashed) {
    made.left += fresh.length;
    return;
  }
  if (fresh.length === 0) return;
  if (target) await requireProject(scope.tx, ctx.actor, { workspaceId: job.workspaceId, id: projectId }, "editor");
  else await createProject(writing, project);
  await lockOrder(scope.tx, job.workspaceId, [projectId]);
  await writeSections(
    writing,
    fresh.filter((row) => row.kind === "section"),
  );
  await writeTasks(
    writing,
    fresh.filter((row) => row.kind === "task"),
  );
  await writeComments(
    writing,
    fresh.filter((row) => row.kind === "comment"),
  );
  await insertOrigins(scope.tx, job, writing.origins, ctx.now());
}

/** Returns the source ids of a row and of the rows that it refers to. */
function sourceIdsOf(row: PlanRow): string[] {
  const { sourceId } = row.row;
  if (row.kind === "task") return [sourceId, row.row.section ?? [], row.row.parent ?? []].flat();
  return row.kind === "comment" ? [sourceId, row.taskSourceId] : [sourceId];
}

async function createProject(
  writing: WriteState,
  { name, description, sourceId, foreign }: PlanProject,
): Promise<void> {
  const { ctx, scope, job, projectId, made } = writing;
  const { workspaceId } = job;
  await requireWorkspaceRole(scope.tx, ctx.actor, workspaceId, "member");
  const now = ctx.now().toISOString();
  const project: Project = {
    workspaceId,
    id: projectId,
    key: await freeKey(scope.tx, { workspaceId, userId: ctx.actor.userId }, keyFromName(name)),
    name,
    description,
    color: "slate",
    isInbox: false,
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    deletedAt: null,
    role: "manager",
    rank: await sidebarRank(ctx, scope, workspaceId, {}),
    folderId: null,
    isFavourite: false,
  };
  await insertProject(scope, project, ctx.actor.userId);
  recordOrigin(writing, "project", projectId, sourceId, foreign);
  made.projects += 1;
}

/** Appends sections after the existing ones. */
async function writeSections(writing: WriteState, rows: Extract<PlanRow, { kind: "section" }>[]): Promise<void> {
  if (rows.length === 0) return;
  const { ctx, scope, job, projectId, made } = writing;
  const { workspaceId } = job;
  const last = await scope.tx.section.findFirst({
    where: { workspaceId, projectId, deletedAt: null },
    orderBy: [{ rank: "desc" }, { id: "desc" }],
    select: { rank: true },
  });
  const ranks = ranksBetween(last?.rank ?? null, null, rows.length);
  const now = ctx.now().toISOString();
  const sections = rows.map(({ id, row }, index): Section => ({
    workspaceId,
    projectId,
    id,
    name: row.name,
    rank: ranks[index] ?? "",
    isDoneColumn: row.isDoneColumn ?? false,
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    deletedRoot: null,
  }));
  await insertSections(scope, sections);
  for (const { id, row } of rows) recordOrigin(writing, "section", id, row.sourceId, row.foreign);
  made.sections += rows.length;
}
