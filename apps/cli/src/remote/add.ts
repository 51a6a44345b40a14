import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { openConnection } from "./connection.ts";
import { describeTask } from "./describe-task.ts";
import { nameTasks } from "./named-task.ts";
import type { AddOptions } from "./new-task.ts";
import { planTask } from "./new-task.ts";
import { collectValues, parseDay, parsePriority, parseWhen } from "./task-format.ts";

const HELP = `
Words in the text set the task's properties: dates, times and repetitions in your
language, #project, /section, @label, +person, p1 to p4, {deadline}, !30m for a
reminder, // description.
Options take precedence over them. Quoted parts of the text are not read, and with
--literal nothing is. Quote the whole text, because # begins a comment in most shells.

Examples:
  docket add "Pay rent every month on the 31st 5pm p1 #Home @bills"
  docket add "Call Ada friday 9am for 30m" --dry-run
  docket add Buy paint -p Home --due tomorrow -l errands
  docket add --literal Read 1984`;

/** Adds `docket add`, which creates a task. */
export function addAdd(program: Command, cli: Cli): void {
  program
    .command("add")
    .description("add a task")
    .argument("<text...>", "title of the task, with dates and other properties")
    .option("-p, --project <project>", "key or name of the project (default: your inbox)")
    .option("-s, --section <section>", "section of the project")
    .option("--parent <task>", "parent task, e.g. HOME-12")
    .option("-d, --due <day>", "today, tomorrow, 2026-12-01 or 2026-12-01T09:30", parseWhen)
    .option("--deadline <day>", "day by which it must be done: today, tomorrow or 2026-12-01", parseDay)
    .option("--priority <priority>", "high, medium, low, or p1 to p4", parsePriority)
    .option("-l, --label <label>", "add a label (can be repeated)", collectValues)
    .option("--description <text>", "description of the task")
    .option("--literal", "use the text as the title, without reading dates and other properties")
    .option("--create", "create projects and labels in the text that do not exist")
    .option("--dry-run", "print what the text means, and add nothing")
    .addHelpText("after", HELP)
    .action(async (words: string[], options: AddOptions, command: Command) => {
      const connection = await openConnection(cli);
      const { docket, workspace } = connection;
      const settings = await docket.account.getDateSettings.query();
      const plan = await planTask(connection, words.join(" "), options, settings);
      const { task, created } = plan;
      if (options.dryRun) return printResult(cli, command, task, await describeTask(connection, plan, settings));
      for (const project of created.projects) await workspace.project.create.mutate(project);
      for (const label of created.labels) await workspace.label.create.mutate(label);
      const [made] = await nameTasks(connection, [await workspace.task.create.mutate(task)]);
      printResult(cli, command, made, `Added ${made?.key}: ${task.title}`);
    });
}
