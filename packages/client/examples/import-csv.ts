import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Docket } from "@docket/client";
import { newId } from "@docket/client";
import type { Id } from "@docket/schema/id";

/**
 * Imports a Todoist export (a CSV file, or the zip of a backup): previews it, starts the import and waits for it to
 * finish.
 */
export async function importTodoist(docket: Docket, workspaceId: Id, file: string): Promise<string> {
  const workspace = docket.workspace(workspaceId);
  const id = newId();
  const content = await readFile(file, "base64");
  const preview = await workspace.import.preview.mutate({ id, fileName: path.basename(file), content });
  if (preview.counts.tasks === 0) throw new Error(`${preview.problemCount} problems and no task in it.`);

  await workspace.import.start.mutate({ id });
  for (;;) {
    const job = await workspace.import.get.query({ id });
    if (job.status === "done")
      return `${job.made.tasks} of ${preview.counts.tasks} tasks imported, ${job.made.found} rows were there`;
    if (job.status !== "waiting" && job.status !== "running")
      throw new Error(job.failure ?? `The import is ${job.status}.`);
    await pause(200);
  }
}
