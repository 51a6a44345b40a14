import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { answer, connectionOf } from "../cli.ts";
import { listProjects, tasksNamed } from "./lookup.ts";
import { byId, nameOf } from "./words.ts";

/** `docket done`: completes tasks, as one command. */
export function addDone(program: Command, cli: Cli): void {
  program
    .command("done")
    .description("complete tasks")
    .argument("<task...>", "e.g. HOME-12")
    .action(async (texts: string[], _options: object, command: Command) => {
      const connection = await connectionOf(cli);
      const projects = await listProjects(connection);
      const tasks = await tasksNamed(connection, texts, projects);
      const { items } = await connection.workspace.task.complete.mutate({ ids: tasks.map(({ id }) => id) });
      const lines = items.map((task) => `${nameOf(task, byId(projects))} done: ${task.title}`);
      answer(cli, command, items, lines);
    });
}
