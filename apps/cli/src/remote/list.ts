import type { Day } from "@docket/schema/day";
import { addDays, dayInZone } from "@docket/schema/day";
import type { TaskOrder, TaskSummary } from "@docket/schema/task";
import { TASK_ORDERS } from "@docket/schema/task-order";
import { Option } from "commander";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { answer, connectionOf } from "../cli.ts";
import { readAll } from "./connection.ts";
import { labelsNamed, listLabels, listProjects, projectNamed } from "./lookup.ts";
import { byId, lineOf, localZone, parseCount, parseDay } from "./words.ts";

type Options = {
  project?: string;
  label?: string;
  status: "open" | "done" | "cancelled" | "any";
  dueBy?: Day;
  overdue?: boolean;
  text?: string;
  order: TaskOrder;
  number: number;
};

/** `docket ls`: shows tasks. */
export function addList(program: Command, cli: Cli): void {
  program
    .command("ls")
    .description("show tasks")
    .option("-p, --project <project>", "only of this project (key or name)")
    .option("-l, --label <label>", "only with this label")
    .addOption(
      new Option("-s, --status <status>", "which").choices(["open", "done", "cancelled", "any"]).default("open"),
    )
    .option("--due-by <day>", "due on this day or before: today, tomorrow or 2026-12-01", parseDay)
    .option("--overdue", "due before today")
    .option("-t, --text <text>", "whose title or description has these words")
    .addOption(new Option("-o, --order <order>", "sorted by").choices([...TASK_ORDERS]).default("manual"))
    .option("-n, --number <count>", "at most so many", parseCount, 50)
    .action(async (options: Options, command: Command) => {
      const connection = await connectionOf(cli);
      const [projects, labels] = await Promise.all([listProjects(connection), listLabels(connection)]);
      const [labelId] = options.label === undefined ? [] : await labelsNamed(connection, [options.label]);
      const dueTo = options.overdue === true ? addDays(dayInZone(new Date(), localZone()), -1) : options.dueBy;
      const filter = {
        status: options.status,
        timeZone: localZone(),
        ...(options.project === undefined ? {} : { projectId: projectNamed(projects, options.project).id }),
        ...(labelId === undefined ? {} : { labelId }),
        ...(dueTo === undefined ? {} : { dueTo }),
        ...(options.text === undefined ? {} : { text: options.text }),
      };
      const { order } = options;
      const direction = order === "priority" || order === "updated" ? "descending" : "ascending";
      const list = (page: object) => connection.workspace.task.list.query({ ...page, filter, order, direction });
      const found: TaskSummary[] = await readAll(list, options.number + 1);
      const tasks = found.slice(0, options.number);
      const lines = tasks.map((task) => lineOf(task, byId(projects), byId(labels)));
      answer(cli, command, tasks, lines.length === 0 ? "No tasks." : lines);
      if (found.length > tasks.length) cli.terminal.note(`There are more: --number shows more than ${tasks.length}.`);
    });
}
