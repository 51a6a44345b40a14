import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { openConnection } from "./connection.ts";
import { findLabelIds, listProjects, findProject, findTasks } from "./lookup.ts";
import { nameTasks } from "./named-task.ts";
import type { WhenOption } from "./task-format.ts";
import { collectValues, parseDay, parsePriority, parseWhen, whenFromOption } from "./task-format.ts";

type Options = {
  title?: string;
  description?: string;
  due?: WhenOption;
  /** A day, or `none` to remove the deadline. */
  deadline?: string;
  priority?: number;
  label?: string[];
  unlabel?: string[];
  project?: string;
};

/** Adds `docket edit`, which changes a task. */
export function addEdit(program: Command, cli: Cli): void {
  program
    .command("edit")
    .description("change a task")
    .argument("<task>", "e.g. HOME-12")
    .option("--title <title>", "new title")
    .option("--description <text>", "new description")
    .option("-d, --due <day>", "today, tomorrow, 2026-12-01, 2026-12-01T09:30, or none", parseWhen)
    .option("--deadline <day>", "today, tomorrow, 2026-12-01, or none", parseDeadline)
    .option("--priority <priority>", "high, medium, low, none, or p1 to p4", parsePriority)
    .option("-l, --label <label>", "add a label (can be repeated)", collectValues)
    .option("--unlabel <label>", "remove a label (can be repeated)", collectValues)
    .option("-p, --project <project>", "project to move it to")
    .addHelpText("after", '\nExample:\n  docket edit HOME-12 --title "Buy white paint" --due none')
    .action(async (text: string, options: Options, command: Command) => {
      if (Object.keys(options).length === 0)
        throw new UsageError("Specify what to change, e.g. --title, --due or --project.");
      const connection = await openConnection(cli);
      const projects = await listProjects(connection);
      const [task] = await findTasks(connection, [text], projects);
      if (task === undefined) return;
      const { workspace } = connection;
      const { title, description, priority } = options;
      const due = options.due === undefined ? undefined : whenFromOption(options.due);
      const deadline = options.deadline === "none" ? null : options.deadline;
      const labelIds = await changedLabels(connection, task.labelIds, options);
      const set = { title, description, due, deadline, priority, labelIds };
      const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
      const isMoved = options.project !== undefined;
      const projectId = isMoved ? findProject(projects, options.project ?? "").id : task.projectId;
      if (Object.keys(given).length > 0)
        await workspace.task.update.mutate({ id: task.id, baseVersion: task.version, set: given });
      if (isMoved) await workspace.task.move.mutate({ ids: [task.id], projectId });
      const changed = await workspace.task.get.query({ id: task.id });
      const [named] = await nameTasks(connection, [changed]);
      printResult(cli, command, named, `${named?.key} changed: ${changed.title}`);
    });
}

async function changedLabels(
  connection: Parameters<typeof findLabelIds>[0],
  before: string[],
  { label = [], unlabel = [] }: Options,
): Promise<string[] | undefined> {
  if (label.length + unlabel.length === 0) return undefined;
  const [added, removed] = await Promise.all([findLabelIds(connection, label), findLabelIds(connection, unlabel)]);
  return [...new Set([...before, ...added])].filter((id) => !removed.includes(id));
}

/** Parses a day, or `none` for no deadline. @throws InvalidArgumentError */
function parseDeadline(text: string): string {
  return text === "none" ? text : parseDay(text);
}
