import { newId } from "@docket/client";
import type { TaskSummary } from "@docket/schema/task";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { openConnection } from "./connection.ts";
import type { Connection } from "./connection.ts";
import { listProjects, findProject, findSection, findTask, findTasks } from "./lookup.ts";
import { nameTasks } from "./named-task.ts";

type Change = {
  name: string;
  description: string;
  /** The word printed after each task, e.g. "HOME-12 done". */
  done: string;
  help?: string;
  /** Returns the changed tasks, and the next occurrences that were created. */
  run: (connection: Connection, ids: string[]) => Promise<{ items: TaskSummary[] }>;
};

const CHANGES: Change[] = [
  {
    name: "done",
    description: "complete tasks",
    done: "done",
    run: ({ workspace }, ids) => workspace.task.complete.mutate({ ids }),
  },
  {
    name: "reopen",
    description: "reopen completed or cancelled tasks",
    done: "reopened",
    run: ({ workspace }, ids) => workspace.task.reopen.mutate({ ids }),
  },
  {
    name: "delete",
    description: "move tasks and their sub-tasks to the trash",
    done: "moved to the trash",
    help: "\nTo restore them, run docket undo.",
    run: ({ workspace }, ids) => workspace.task.trash.mutate({ ids }),
  },
];

/** Adds `docket done`, `reopen` and `delete`. Each changes all given tasks in a single server command. */
export function addChanges(program: Command, cli: Cli): void {
  for (const { name, description, done, help, run } of CHANGES)
    program
      .command(name)
      .description(description)
      .argument("<task...>", "e.g. HOME-12")
      .addHelpText("after", `\nExample:\n  docket ${name} HOME-12 HOME-13${help ?? ""}`)
      .action(async (texts: string[], _options: object, command: Command) => {
        const connection = await openConnection(cli);
        const tasks = await findTasks(connection, texts, await listProjects(connection));
        const { items } = await run(
          connection,
          tasks.map(({ id }) => id),
        );
        const named = await nameTasks(connection, items);
        const given = new Set(tasks.map(({ id }) => id));
        const lines = named.map(({ id, key, title, due }) =>
          given.has(id) ? `${key} ${done}: ${title}` : `${key} is next, due ${due?.date}: ${title}`,
        );
        printResult(cli, command, named, lines);
      });
}

type MoveOptions = { project?: string; section?: string; parent?: string; top?: boolean };

/** Adds `docket move`, which moves tasks to another project, section or parent. */
export function addMove(program: Command, cli: Cli): void {
  program
    .command("move")
    .description("move tasks, with their sub-tasks, to another project, section or parent")
    .argument("<task...>", "e.g. HOME-12")
    .option("-p, --project <project>", "project to move to (key or name)")
    .option("-s, --section <section>", "section to move to; none for no section")
    .option("--parent <task>", "parent task to move to; none for no parent")
    .addHelpText(
      "after",
      "\nExamples:\n  docket move HOME-12 -p GARDEN -s Spring\n  docket move HOME-12 HOME-13 --parent HOME-3\n  docket move HOME-12 --parent none",
    )
    .action(async (texts: string[], options: MoveOptions, command: Command) => {
      if (Object.keys(options).length === 0)
        throw new UsageError("Specify where to move: --project, --section or --parent.");
      const connection = await openConnection(cli);
      const projects = await listProjects(connection);
      const tasks = await findTasks(connection, texts, projects);
      const project = options.project === undefined ? undefined : findProject(projects, options.project);
      const place = {
        ...(project && { projectId: project.id }),
        ...(await moveTarget(connection, options, project?.id ?? tasks[0]?.projectId ?? "")),
      };
      if (options.parent !== undefined && options.parent !== "none")
        Object.assign(place, { parentId: (await findTask(connection, options.parent, projects)).id });
      const { items } = await connection.workspace.task.move.mutate({ ids: tasks.map(({ id }) => id), ...place });
      const named = await nameTasks(connection, items);
      printResult(
        cli,
        command,
        named,
        named.map(({ key, title, section }) => `${key} moved${section === null ? "" : ` to ${section}`}: ${title}`),
      );
    });
}

async function moveTarget(
  connection: Connection,
  { section, parent }: MoveOptions,
  projectId: string,
): Promise<{ sectionId?: string | null; parentId?: null }> {
  return {
    ...(section === "none" && { sectionId: null }),
    ...(section !== undefined &&
      section !== "none" && { sectionId: (await findSection(connection, projectId, section)).id }),
    ...(parent === "none" && { parentId: null }),
  };
}

/** Adds `docket comment`, which adds a comment to a task. */
export function addComment(program: Command, cli: Cli): void {
  program
    .command("comment")
    .description("add a comment to a task")
    .argument("<task>", "e.g. HOME-12")
    .argument("<text...>", "text in Markdown; - reads it from standard input")
    .addHelpText(
      "after",
      "\nExamples:\n  docket comment HOME-12 Paint is on sale\n  docket comment HOME-12 - < notes.md",
    )
    .action(async (text: string, words: string[], _options: object, command: Command) => {
      const connection = await openConnection(cli);
      const task = await findTask(connection, text, await listProjects(connection));
      const body = words.join(" ") === "-" ? (await cli.terminal.readInput()).trim() : words.join(" ");
      const comment = await connection.workspace.comment.create.mutate({ id: newId(), taskId: task.id, body });
      const [named] = await nameTasks(connection, [task]);
      printResult(cli, command, comment, `Commented on ${named?.key}: ${task.title}`);
    });
}
