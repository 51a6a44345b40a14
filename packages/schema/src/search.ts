import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { TaskSummary } from "./task.ts";
import { text } from "./text.ts";

/** Input for searching titles, descriptions and comments. Results contain every word. */
export const Search = PageInput.extend({
  workspaceId: Id,
  text: text({ max: 200, min: 1, lines: "many" }),
  projectId: Id.optional(),
  withCompleted: z.boolean().default(true),
});
export type Search = z.infer<typeof Search>;

export const SearchHit = z.object({ task: TaskSummary, where: z.enum(["task", "comment"]), commentId: Id.nullable() });
export type SearchHit = z.infer<typeof SearchHit>;
export const SearchPage = page(SearchHit);
