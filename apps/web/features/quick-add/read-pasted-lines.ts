import { TOKEN_KINDS } from "@docket/schema/quick-add/quick-add";
import type { TokenKind } from "@docket/schema/quick-add/quick-add";
import type { NewTaskDraft, TaskDestination } from "../../entities/draft/new-task-draft.ts";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import type { NewTaskLine } from "./new-task-lists.ts";
import { newTaskOf } from "./new-task-of.ts";
import type { Reading } from "./use-reading.ts";

const EVERYWHERE: readonly TokenKind[] = [
  "due",
  "start",
  "deadline",
  "duration",
  "recurrence",
  "label",
  "priority",
  "description",
  "reminder",
];

/**
 * Reads pasted lines, each like a typed one. A sub-task is in the project and section of its parent. The members and
 * sections of other projects than the field's are not known, so they stay in the titles of tasks there.
 *
 * @param allowed the kinds of tokens that the field recognises
 */
export function readPastedLines(
  lines: readonly TaskLine[],
  { read, projectId, members }: Pick<Reading, "read" | "projectId" | "members">,
  draft: NewTaskDraft,
  home: TaskDestination,
  allowed: readonly TokenKind[] = TOKEN_KINDS,
): NewTaskLine[] {
  const tasks: NewTaskLine[] = [];
  for (const { title, parent } of lines) {
    const line = { title, plain: [] };
    const above = parent === null ? undefined : tasks[parent];
    const whole = read(line, allowed);
    const isThere = (above?.projectId ?? whole.projectId ?? home.projectId) === projectId;
    const possible: TokenKind[] = [
      ...EVERYWHERE,
      ...(above ? [] : (["project"] as const)),
      ...(isThere ? (["person"] as const) : []),
      ...(isThere && !above ? (["section"] as const) : []),
    ];
    const kinds = possible.filter((kind) => allowed.includes(kind));
    const place = above
      ? { projectId: above.projectId, sectionId: above.fields.sectionId ?? null, sectionName: null }
      : home;
    tasks.push({ ...newTaskOf(read(line, kinds), draft, place, members), parent });
  }
  return tasks;
}
