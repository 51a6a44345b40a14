import { newId } from "@docket/client";
import type { Day } from "@docket/schema/day";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { openConnection } from "./connection.ts";
import { findLabelIds, listProjects, findProject, findSection, findTasks } from "./lookup.ts";
import { nameTasks } from "./named-task.ts";
import type { WhenOption } from "./task-format.ts";
import { collectValues, parseDay, parsePriority, parseWhen, whenFromOption } from "./task-format.ts";

type Options = {
  project?: string;
  section?: string;
  parent?: string;
  due?: WhenOption;
  deadline?: Day;
  priority?: number;
  label?: string[];
  description?: string;
};

/** Adds `docket add`, which creates a task. */
export function addAdd(program: Command, cli: Cli): void {
  program
    .command("add")
    .description("add a task")
    .argument("<title...>", "title of the task")
    .option("-p, --project <project>", "key or name of the project (default: your inbox)")
    .option("-s, --section <section>", "section of the project")
    .option("--parent <task>", "parent task, e.g. HOME-12")
    .option("-d, --due <day>", "today, tomorrow, 2026-12-01 or 2026-12-01T09:30", parseWhen)
    .option("--deadline <day>", "day by which it must be done: today, tomorrow or 2026-12-01", parseDay)
    .option("--priority <priority>", "high, medium, low, or p1 to p4", parsePriority)
    .option("-l, --label <label>", "add a label (can be repeated)", collectValues)
    .option("--description <text>", "description of the task")
    .addHelpText("after", "\nExample:\n  docket add Buy paint -p Home --due tomorrow -l errands")
    .action(async (words: string[], options: Options, command: Command) => {
      const connection = await openConnection(cli);
      const projects = await listProjects(connection);
      const [parent] = options.parent === undefined ? [] : await findTasks(connection, [options.parent], projects);
      const named = options.project === undefined ? undefined : findProject(projects, options.project);
      if (named && parent && parent.projectId !== named.id)
        throw new UsageError("A sub-task is always in the project of its parent. Leave out -p.");
      const projectId = parent?.projectId ?? named?.id ?? projects.find(({ isInbox }) => isInbox)?.id;
      if (projectId === undefined)
        throw new UsageError("This token has no access to the inbox. Choose a project: -p <project>");
      const task = await connection.workspace.task.create.mutate({
        id: newId(),
        projectId,
        title: words.join(" "),
        ...(options.section !== undefined && {
          sectionId: (await findSection(connection, projectId, options.section)).id,
        }),
        parentId: parent?.id ?? null,
        due: whenFromOption(options.due ?? "none"),
        ...(options.deadline !== undefined && { deadline: options.deadline }),
        priority: options.priority ?? 0,
        labelIds: await findLabelIds(connection, options.label ?? []),
        description: options.description ?? "",
      });
      const [made] = await nameTasks(connection, [task]);
      printResult(cli, command, made, `Added ${made?.key}: ${task.title}`);
    });
}
