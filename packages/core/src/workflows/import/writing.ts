import type { Id } from "@docket/schema/id";
import type { ImportResult } from "@docket/schema/import-job";
import type { KnownRow, Origin } from "../../entities/origin/known-row.ts";
import { originKey } from "../../entities/origin/known-row.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";

/** The import to which a batch belongs. */
export type BatchJob = { workspaceId: Id; id: Id; source: string };

/** State while the rows of one project are being written. */
export type WriteState = {
  ctx: Ctx;
  scope: CommandScope;
  job: BatchJob;
  projectId: Id;
  /** The existing entities and those that the batch has created so far, keyed by source id. */
  known: Map<string, KnownRow>;
  origins: Origin[];
  made: ImportResult;
};

/** Counts before anything has been created. */
export const ZERO_COUNTS: ImportResult = {
  projects: 0,
  sections: 0,
  tasks: 0,
  comments: 0,
  labels: 0,
  found: 0,
  left: 0,
};

/** Records which entity was created for a row of the file. */
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
