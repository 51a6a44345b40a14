import { TOKEN_KINDS } from "@docket/schema/quick-add/quick-add";
import type { TokenKind } from "@docket/schema/quick-add/quick-add";

/** Sub-tasks are in the project and section of their parent. */
export const KINDS_OF_SUBTASKS: readonly TokenKind[] = TOKEN_KINDS.filter(
  (kind) => kind !== "project" && kind !== "section",
);

/** The kinds that are part of the same change as the title of a task. */
export const KINDS_OF_RENAME: readonly TokenKind[] = KINDS_OF_SUBTASKS.filter(
  (kind) => kind !== "description" && kind !== "reminder",
);
