import type { Day } from "@docket/schema/day";
import { addDays, dayInZone } from "@docket/schema/day";
import { TASK_ORDERS } from "@docket/schema/layout";
import type { TaskOrder, TaskSummary } from "@docket/schema/task";
import { TASK_STATUSES } from "@docket/schema/task-value";
import type { TaskStatus } from "@docket/schema/task-value";
import { Option } from "commander";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { openConnection, readAll } from "./connection.ts";
import { localZone } from "./local-zone.ts";
import { findLabelIds, listProjects, findProject, findSection } from "./lookup.ts";
import { nameTasks } from "./named-task.ts";
import { formatTaskLine, parseCount, parseDay } from "./task-format.ts";
import { linesByProject } from "./task-tree.ts";

type Options = {
  project?: string;
  section?: string;
  label?: string;
  status: TaskStatus | "any";
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
    .description("list tasks by project and section, with sub-tasks below their parents")
    .option("-p, --project <project>", "only tasks of this project (key or name)")
    .option("--section <section>", "only tasks of this section of the project")
    .option("-l, --label <label>", "only tasks with this label")
    .addOption(
      new Option("-s, --status <status>", "only tasks with this status")
        .choices([...TASK_STATUSES, "any"])
        .default("open"),
    )
    .option("--due-by <day>", "only tasks due on or before this day: today, tomorrow or 2026-12-01", parseDay)
    .option("--overdue", "only tasks due before today")
    .option("-t, --text <text>", "only tasks with these words in title or description")
    .addOption(new Option("-o, --order <order>", "sort order").choices([...TASK_ORDERS]).default("manual"))
    .option("-n, --number <count>", "maximum number of tasks", parseCount, 50)
    .addHelpText(
      "after",
      "\nExamples:\n  docket ls -p HOME --section Spring\n  docket ls --overdue -o due\n  docket ls -l errands --json",
    )
    .action(async (options: Options, command: Command) => {
      const connection = await openConnection(cli);
      const projects = await listProjects(connection);
      const project = options.project === undefined ? undefined : findProject(projects, options.project);
      if (options.section !== undefined && project === undefined)
        throw new UsageError("A section belongs to a project. Choose one: -p <project>");
      const section =
        options.section === undefined || project === undefined
          ? undefined
          : await findSection(connection, project.id, options.section);
      const [labelId] = options.label === undefined ? [] : await findLabelIds(connection, [options.label]);
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
      // The manual order is meaningful only within a project, section and parent. Other orders get a flat list.
      const lines = order === "manual" ? linesByProject(tasks) : tasks.map(formatTaskLine);
      printResult(cli, command, tasks, lines.length === 0 ? "No tasks." : lines);
      if (found.length > tasks.length)
        cli.terminal.note(`There are more tasks. Use --number to show more than ${tasks.length}.`);
    });
}
