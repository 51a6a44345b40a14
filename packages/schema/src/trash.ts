import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { Timestamp } from "./timestamp.ts";

/**
 * An entity in the trash. Entities that were deleted along with it have no item of their own and are restored with it.
 */
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
  /** Returns only this entity. The list is empty if it is not in the trash. */
  id: Id.optional(),
});
export type ListTrash = z.infer<typeof ListTrash>;
export const TrashPage = page(TrashItem);
