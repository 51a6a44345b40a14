import type { TaskSummary } from "@docket/schema/task";
import type { NamedTask } from "./task-format.ts";
import { formatTaskLine } from "./task-format.ts";

type Row = NamedTask<TaskSummary>;

/**
 * Formats a task list as lines grouped by project and section, with each sub-task indented below its parent. Projects
 * and sections are ordered by their first task. A sub-task whose parent is not in the list is shown directly in its
 * section.
 */
export function linesByProject(tasks: Row[]): string[] {
  const ids = new Set(tasks.map(({ id }) => id));
  const children = groupBy(tasks, ({ parentId }) => parentId ?? "");
  const withSubtasks = (task: Row, depth: number): string[] => [
    `${"  ".repeat(depth)}${formatTaskLine(task)}`,
    ...(children.get(task.id) ?? []).flatMap((child) => withSubtasks(child, depth + 1)),
  ];
  const tops = tasks.filter(({ parentId }) => parentId === null || !ids.has(parentId));
  return [...groupBy(tops, ({ projectId }) => projectId).values()].flatMap((inProject, index) => {
    const [{ project } = { project: null }] = inProject;
    return [
      ...(index === 0 ? [] : [""]),
      project === null ? "Another project" : `${project.name} (${project.key})`,
      ...bySection(inProject).flatMap(([section, inSection]) => [
        ...(section === "" ? [] : [`  ${section}`]),
        ...inSection.flatMap((task) => withSubtasks(task, section === "" ? 1 : 2)),
      ]),
    ];
  });
}

/** Groups tasks by section. Tasks without a section come first, as in the web app. */
function bySection(tasks: Row[]): [string, Row[]][] {
  const sections = groupBy(tasks, ({ section }) => section ?? "");
  const withoutSection = sections.get("") ?? [];
  sections.delete("");
  return withoutSection.length === 0 ? [...sections] : [["", withoutSection], ...sections];
}

function groupBy<Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
