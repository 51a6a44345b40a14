import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { TaskSummary } from "./task.ts";

/** Words to find in titles, descriptions and comments; every word must occur. */
export const Search = PageInput.extend({
  workspaceId: Id,
  text: z.string().trim().min(1).max(200),
  projectId: Id.optional(),
  withCompleted: z.boolean().default(true),
});
export type Search = z.infer<typeof Search>;

export const SearchHit = z.object({ task: TaskSummary, where: z.enum(["task", "comment"]), commentId: Id.nullable() });
export type SearchHit = z.infer<typeof SearchHit>;
export const SearchPage = page(SearchHit);
