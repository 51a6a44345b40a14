import type { Id } from "@docket/schema/id";
import type { ImportResult } from "@docket/schema/import-job";
import type { KnownRow, Origin } from "../../entities/origin/known-row.ts";
import { originKey } from "../../entities/origin/known-row.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";

/** The import that a batch belongs to. */
export type BatchJob = { workspaceId: Id; id: Id; source: string };

/** The state while rows of one project are written. */
export type WriteState = {
  ctx: Ctx;
  scope: CommandScope;
  job: BatchJob;
  projectId: Id;
  /** Objects that existed before and those that the batch has created so far, by source id. */
  known: Map<string, KnownRow>;
  origins: Origin[];
  made: ImportResult;
};

/** The counts before anything was created. */
export const ZERO_COUNTS: ImportResult = {
  projects: 0,
  sections: 0,
  tasks: 0,
  comments: 0,
  labels: 0,
  found: 0,
  left: 0,
};

/** Records that a row of the file has become an object. */
export function recordOrigin(
  writing: Pick<WriteState, "known" | "origins" | "projectId">,
  entity: "project" | "section" | "task" | "comment",
  entityId: Id,
  sourceId: string,
  extra: Record<string, string>,
): void {
  writing.known.set(sourceId, { entity, entityId });
  writing.origins.push({ entity, entityId, key: originKey(sourceId, writing.projectId), extra });
}
