import type { Comment } from "@docket/schema/comment";
import type { Task, TaskSummary } from "@docket/schema/task";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { openConnection, readAll } from "./connection.ts";
import { listProjects, findTask } from "./lookup.ts";
import { nameTasks } from "./named-task.ts";
import type { NamedTask } from "./task-format.ts";
import { formatTaskLine, formatWhen, PRIORITIES } from "./task-format.ts";

/** Adds `docket show`, which prints one task with its sub-tasks and comments. */
export function addShow(program: Command, cli: Cli): void {
  program
    .command("show")
    .description("show a task with its description, sub-tasks and comments")
    .argument("<task>", "e.g. HOME-12")
    .addHelpText("after", "\nExamples:\n  docket show HOME-12\n  docket show HOME-12 --json")
    .action(async (text: string, _options: object, command: Command) => {
      const connection = await openConnection(cli);
      const { workspace } = connection;
      const { id } = await findTask(connection, text, await listProjects(connection));
      const [task, subtasks, comments] = await Promise.all([
        workspace.task.get.query({ id }),
        readAll((page) => workspace.task.list.query({ ...page, filter: { parentId: id, status: "any" } })),
        readAll((page) => workspace.comment.list.query({ ...page, taskId: id })),
      ]);
      const [[named], below] = [await nameTasks(connection, [task]), await nameTasks(connection, subtasks)];
      if (named === undefined) return;
      printResult(cli, command, { ...named, subtasks: below, comments }, linesOf(named, below, comments));
    });
}

function linesOf(task: NamedTask<Task>, subtasks: NamedTask<TaskSummary>[], comments: Comment[]): string[] {
  const { project, section, status, due, deadline, start, priority, labels } = task;
  const facts: [string, string | null][] = [
    ["Project", project && `${project.name} (${project.key})`],
    ["Section", section],
    ["Status", status],
    ["Start", start && formatWhen(start)],
    ["Due", due && formatWhen(due)],
    ["Deadline", deadline],
    ["Priority", priority === 0 ? null : (PRIORITIES[priority] ?? null)],
    ["Labels", labels.length === 0 ? null : labels.join(", ")],
  ];
  return [
    `${task.key}  ${task.title}`,
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`  ${`${name}:`.padEnd(10)}${value}`])),
    ...part(
      "Description",
      task.description.split("\n").filter((line) => task.description !== "" || line !== ""),
    ),
    ...part("Sub-tasks", subtasks.map(formatTaskLine)),
    ...part(
      "Comments",
      comments.flatMap(({ createdAt, body }) => [createdAt.slice(0, 10), ...indent(body)]),
    ),
  ];
}

function part(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function indent(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
