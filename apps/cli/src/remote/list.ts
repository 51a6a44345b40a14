import type { Day } from "@docket/schema/day";
import { addDays, dayInZone } from "@docket/schema/day";
import type { TaskOrder, TaskSummary } from "@docket/schema/task";
import { TASK_ORDERS } from "@docket/schema/task-order";
import { Option } from "commander";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { answer, connectionOf } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { readAll } from "./connection.ts";
import { labelsNamed, listProjects, projectNamed, sectionNamed } from "./lookup.ts";
import { nameTasks } from "./named-task.ts";
import { linesByProject } from "./task-tree.ts";
import { lineOf, localZone, parseCount, parseDay } from "./words.ts";

type Options = {
  project?: string;
  section?: string;
  label?: string;
  status: "open" | "done" | "cancelled" | "any";
  dueBy?: Day;
  overdue?: boolean;
  text?: string;
  order: TaskOrder;
  number: number;
};

/** Adds `docket ls`, which shows tasks. */
export function addList(program: Command, cli: Cli): void {
  program
    .command("ls")
    .alias("list")
    .description("show tasks by project and section, sub-tasks below their parents")
    .option("-p, --project <project>", "only of this project (key or name)")
    .option("--section <section>", "only of this section of the project")
    .option("-l, --label <label>", "only with this label")
    .addOption(
      new Option("-s, --status <status>", "which").choices(["open", "done", "cancelled", "any"]).default("open"),
    )
    .option("--due-by <day>", "due on this day or before: today, tomorrow or 2026-12-01", parseDay)
    .option("--overdue", "due before today")
    .option("-t, --text <text>", "whose title or description has these words")
    .addOption(new Option("-o, --order <order>", "sorted by").choices([...TASK_ORDERS]).default("manual"))
    .option("-n, --number <count>", "at most so many", parseCount, 50)
    .addHelpText(
      "after",
      "\nExamples:\n  docket ls -p HOME --section Spring\n  docket ls --overdue -o due\n  docket ls -l errands --json",
    )
    .action(async (options: Options, command: Command) => {
      const connection = await connectionOf(cli);
      const projects = await listProjects(connection);
      const project = options.project === undefined ? undefined : projectNamed(projects, options.project);
      if (options.section !== undefined && project === undefined)
        throw new UsageError("A section is one of a project: -p <project> says which.");
      const section =
        options.section === undefined || project === undefined
          ? undefined
          : await sectionNamed(connection, project.id, options.section);
      const [labelId] = options.label === undefined ? [] : await labelsNamed(connection, [options.label]);
      const dueTo = options.overdue === true ? addDays(dayInZone(new Date(), localZone()), -1) : options.dueBy;
      const filter = {
        status: options.status,
        timeZone: localZone(),
        ...(project && { projectId: project.id }),
        ...(section && { sectionId: section.id }),
        ...(labelId === undefined ? {} : { labelId }),
        ...(dueTo === undefined ? {} : { dueTo }),
        ...(options.text === undefined ? {} : { text: options.text }),
      };
      const { order } = options;
      const direction = order === "priority" || order === "updated" ? "descending" : "ascending";
      const list = (page: object) => connection.workspace.task.list.query({ ...page, filter, order, direction });
      const found: TaskSummary[] = await readAll(list, options.number + 1);
      const tasks = await nameTasks(connection, found.slice(0, options.number));
      // Only the manual order is relative to projects, sections and parents.
      const lines = order === "manual" ? linesByProject(tasks) : tasks.map(lineOf);
      answer(cli, command, tasks, lines.length === 0 ? "No tasks." : lines);
      if (found.length > tasks.length) cli.terminal.note(`There are more: --number shows more than ${tasks.length}.`);
    });
}
