import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { answer } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { connectionOf } from "./connection.ts";
import { labelsNamed, listProjects, projectNamed, tasksNamed } from "./lookup.ts";
import { nameTasks } from "./named-task.ts";
import type { GivenWhen } from "./task-text.ts";
import { gather, parsePriority, parseWhen, whenOf } from "./task-text.ts";

type Options = {
  title?: string;
  description?: string;
  due?: GivenWhen;
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
    .option("--priority <priority>", "high, medium, low, none, or p1 to p4", parsePriority)
    .option("-l, --label <label>", "add a label (can be repeated)", gather)
    .option("--unlabel <label>", "remove a label (can be repeated)", gather)
    .option("-p, --project <project>", "project to move it to")
    .addHelpText("after", '\nExample:\n  docket edit HOME-12 --title "Buy white paint" --due none')
    .action(async (text: string, options: Options, command: Command) => {
      if (Object.keys(options).length === 0)
        throw new UsageError("Specify what to change, e.g. --title, --due or --project.");
      const connection = await connectionOf(cli);
      const projects = await listProjects(connection);
      const [task] = await tasksNamed(connection, [text], projects);
      if (task === undefined) return;
      const { workspace } = connection;
      const { title, description, priority } = options;
      const due = options.due === undefined ? undefined : whenOf(options.due);
      const labelIds = await changedLabels(connection, task.labelIds, options);
      const set = { title, description, due, priority, labelIds };
      const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
      const isMoved = options.project !== undefined;
      const projectId = isMoved ? projectNamed(projects, options.project ?? "").id : task.projectId;
      if (Object.keys(given).length > 0)
        await workspace.task.update.mutate({ id: task.id, baseVersion: task.version, set: given });
      if (isMoved) await workspace.task.move.mutate({ ids: [task.id], projectId });
      const changed = await workspace.task.get.query({ id: task.id });
      const [named] = await nameTasks(connection, [changed]);
      answer(cli, command, named, `${named?.key} changed: ${changed.title}`);
    });
}

async function changedLabels(
  connection: Parameters<typeof labelsNamed>[0],
  before: string[],
  { label = [], unlabel = [] }: Options,
): Promise<string[] | undefined> {
  if (label.length + unlabel.length === 0) return undefined;
  const [added, removed] = await Promise.all([labelsNamed(connection, label), labelsNamed(connection, unlabel)]);
  return [...new Set([...before, ...added])].filter((id) => !removed.includes(id));
}
