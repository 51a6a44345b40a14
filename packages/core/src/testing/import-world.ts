import type { Id } from "@docket/schema/id";
import type { ImportJob } from "@docket/schema/import-job";
import { uuidv7 } from "@docket/schema/uuid";
import type { Ctx } from "../runtime/ctx.ts";
import { previewImport, startImport, undoImport } from "../workflows/import/mutations.ts";
import { getImport } from "../workflows/import/queries.ts";
import { runImport } from "../workflows/import/run-import.ts";
import type { TaskWorld } from "./task-world.ts";
import type { Person } from "./world.ts";

/** The signal for a job that is never aborted. */
export const NEVER_ABORTED = new AbortController().signal;

/** A file to upload. */
export type Upload = { name: string; content: string | Buffer };

/** Uploads a Todoist file and returns the preview of its import. */
export function preview(ctx: Ctx, workspaceId: Id, { name, content }: Upload, id = uuidv7()): Promise<ImportJob> {
  return previewImport(ctx, {
    workspaceId,
    id,
    fileName: name,
    content: Uint8Array.from(Buffer.from(content)),
  });
}

/** Imports a file and waits until the import is finished. */
export async function importFile(
  world: TaskWorld,
  person: Person,
  upload: Upload,
  workspaceId = person.workspaceId,
): Promise<ImportJob> {
  const ctx = world.ctxOf(person);
  const { id } = await preview(ctx, workspaceId, upload);
  await startImport(ctx, { workspaceId, id });
  await runImport(world.runtime, { workspaceId, id }, NEVER_ABORTED);
  return getImport(ctx, { workspaceId, id });
}

/** Undoes an import and waits until the undo is finished. */
export async function undo(world: TaskWorld, person: Person, { workspaceId, id }: ImportJob): Promise<ImportJob> {
  const ctx = world.ctxOf(person);
  await undoImport(ctx, { workspaceId, id });
  await runImport(world.runtime, { workspaceId, id }, NEVER_ABORTED);
  return getImport(ctx, { workspaceId, id });
}

/** Counts the live entities of each kind in the workspace. */
export async function counts(world: TaskWorld, workspaceId: Id) {
  const { db } = world.runtime;
  const live = { where: { workspaceId, deletedAt: null } };
  const inLiveProject = { where: { workspaceId, deletedAt: null, project: { deletedAt: null } } };
  return {
    projects: await db.project.count({ where: { workspaceId, deletedAt: null, inboxOf: null } }),
    sections: await db.section.count(inLiveProject),
    tasks: await db.task.count(inLiveProject),
    comments: await db.comment.count({
      where: { workspaceId, deletedAt: null, task: { deletedAt: null, project: { deletedAt: null } } },
    }),
    labels: await db.label.count(live),
    origins: await db.foreignRef.count({ where: { workspaceId } }),
  };
}

/** Creates a CSV file with the given rows: type, content, priority, indent. */
export const csv = (...rows: string[]): Upload => ({
  name: "Home.csv",
  content: ["TYPE,CONTENT,PRIORITY,INDENT", ...rows].join("\n"),
});
