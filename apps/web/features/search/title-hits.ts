import type { SearchHit } from "@docket/schema/search";
import type { ListedTask } from "@docket/schema/task";
import { titleMatcher } from "../../entities/task/title-match.ts";

/** Maximum number of tasks that are shown before the server has answered. */
const MAX_HITS = 30;

/**
 * Returns the tasks whose title contains all words of a text, the last changed first. They are shown until the server has
 * searched descriptions and comments, too.
 */
export function titleHits(tasks: readonly ListedTask[], text: string): SearchHit[] {
  return tasks
    .filter(titleMatcher(text))
    .toSorted((left, right) => (left.updatedAt < right.updatedAt ? 1 : -1))
    .slice(0, MAX_HITS)
    .map((task) => ({ task, where: "task", commentId: null }));
}
