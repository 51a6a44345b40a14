import { z } from "zod";
import { Folder } from "./folder.ts";
import { Id } from "./id.ts";
import { Label } from "./label.ts";
import { MAX_PAGE_SIZE } from "./page.ts";
import { Project } from "./project.ts";
import { Section } from "./section.ts";
import { ListedTask } from "./task.ts";
import { View } from "./view.ts";

/** Input for reading entities of one kind by ID, for clients that keep a copy. */
export const ReadEntities = z.strictObject({
  workspaceId: Id,
  kind: z.enum(["project", "section", "task", "label", "folder", "view"]),
  ids: z.array(Id).min(1).max(MAX_PAGE_SIZE),
});
export type ReadEntities = z.infer<typeof ReadEntities>;

const EntityRow = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("project"), row: Project }),
  z.object({ kind: z.literal("section"), row: Section }),
  z.object({ kind: z.literal("task"), row: ListedTask }),
  z.object({ kind: z.literal("label"), row: Label }),
  z.object({ kind: z.literal("folder"), row: Folder }),
  z.object({ kind: z.literal("view"), row: View }),
]);
export type EntityRow = z.infer<typeof EntityRow>;

/**
 * The entities that the caller can see, in no particular order. They contain at least the changes up to the position
 * `seq` in the log `epoch`. Trashed entities are included, except trashed projects and what is in them.
 */
export const EntitiesAtPosition = z.object({
  seq: z.string(),
  epoch: Id,
  rows: z.array(EntityRow).max(MAX_PAGE_SIZE),
});
export type EntitiesAtPosition = z.infer<typeof EntitiesAtPosition>;
