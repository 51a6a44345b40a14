import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { Timestamp } from "./timestamp.ts";

/** Something that was thrown away by itself (what went along with it comes back with it). */
export const TrashItem = z.object({
  entity: z.enum(["task", "section", "project", "comment"]),
  id: Id,
  projectId: Id,
  title: z.string(),
  deletedAt: Timestamp,
});
export type TrashItem = z.infer<typeof TrashItem>;

export const ListTrash = PageInput.extend({
  workspaceId: Id,
  projectId: Id.optional(),
  /** Only this thing, if it lies there. */
  id: Id.optional(),
});
export type ListTrash = z.infer<typeof ListTrash>;
export const TrashPage = page(TrashItem);
