import type { ImportProject } from "@docket/schema/import";
import { beginning } from "./import-report.ts";

/**
 * Rows in a file that count towards the same limit: the sections of a project, or the sub-tasks or comments of a task.
 */
export type RowGroup = {
  entity: "section" | "subtask" | "comment";
  /** Source id of the project or task that contains the rows. */
  holder: string;
  /** The project's name, or the beginning of the task's title. */
  name: string;
  /** Line of the task in the file; null for a project. */
  line: number | null;
  /** Source ids of the rows. */
  rows: string[];
};

/** Groups the rows of a project by the limit that they count towards. */
export function groupRows({ sourceId, name, sections, tasks }: ImportProject): RowGroup[] {
  const children = new Map<string, string[]>();
  for (const task of tasks) {
    if (task.parent === null) continue;
    const siblings = children.get(task.parent);
    if (siblings) siblings.push(task.sourceId);
    else children.set(task.parent, [task.sourceId]);
  }
  const ofTasks = tasks.flatMap(({ sourceId: holder, title, line, comments }): RowGroup[] => {
    const at = { holder, name: beginning(title), line };
    return [
      { ...at, entity: "subtask", rows: children.get(holder) ?? [] },
      { ...at, entity: "comment", rows: comments.map((comment) => comment.sourceId) },
    ];
  });
  const ofProject: RowGroup = {
    entity: "section",
    holder: sourceId,
    name: beginning(name),
    line: null,
    rows: sections.map((section) => section.sourceId),
  };
  return [ofProject, ...ofTasks].filter(({ rows }) => rows.length > 0);
}
