import { writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { DocketError } from "@docket/client/error";
import type { Project } from "@docket/schema/project";
import type { TaskSummary } from "@docket/schema/task";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { connectionOf } from "../cli.ts";
import type { Connection } from "./connection.ts";
import { readAll } from "./connection.ts";
import { listProjects, projectNamed } from "./lookup.ts";

/** Tasks that are read whole at the same time: one request's worth. */
const AT_ONCE = 20;

/** `docket export`: everything of a workspace that this login sees, as JSON. Equal contents give equal files. */
export function addExport(program: Command, cli: Cli): void {
  program
    .command("export")
    .description("write projects, sections, tasks, comments, labels, folders and names as JSON")
    .argument("[file]", "where to (default: standard output)")
    .option("-p, --project <project>", "only this project")
    .action(async (file: string | undefined, { project }: { project?: string }) => {
      const connection = await connectionOf(cli);
      const { workspace } = connection;
      const all = [
        ...(await patiently(() => listProjects(connection))),
        ...(await listAll((page) => workspace.project.list.query({ ...page, state: "archived" }))),
      ];
      const projects = project === undefined ? all : [projectNamed(all, project)];
      const content = {
        format: "docket",
        version: 1,
        workspace: await patiently(() => workspace.workspace.get.query()),
        people: await listAll((page) => workspace.workspace.listPeople.query(page)),
        labels: await listAll((page) => workspace.label.list.query(page)),
        folders: await listAll((page) => workspace.folder.list.query(page)),
        projects: await eachInTurn(projects, (one) => exportProject(connection, one)),
      };
      const text = JSON.stringify(content, null, 2);
      if (file === undefined) return cli.terminal.print(text);
      await writeFile(file, `${text}\n`, { mode: 0o600 });
      cli.terminal.note(`Wrote ${projects.length} projects to ${file}.`);
    });
}

/** Reads a list to its end, however long the server asks to wait in between. */
function listAll<Row>(read: Parameters<typeof readAll<Row>>[0]): Promise<Row[]> {
  return readAll((page) => patiently(() => read(page)));
}

async function exportProject(connection: Connection, project: Project): Promise<object> {
  const { workspace } = connection;
  const projectId = project.id;
  const filter = { projectId, status: "any", isArchived: "any" } as const;
  const tasks = await listAll((page) => workspace.task.list.query({ ...page, filter, order: "created" }));
  const sections = await listAll((page) => workspace.section.list.query({ ...page, projectId }));
  const whole: object[] = [];
  for (let start = 0; start < tasks.length; start += AT_ONCE) {
    whole.push(...(await Promise.all(tasks.slice(start, start + AT_ONCE).map((task) => exportTask(connection, task)))));
  }
  return { ...project, sections, tasks: whole };
}

async function exportTask({ workspace }: Connection, { id }: TaskSummary): Promise<object> {
  const task = await patiently(() => workspace.task.get.query({ id }));
  const comments = await listAll((page) => workspace.comment.list.query({ ...page, taskId: id }));
  return { ...task, comments };
}

async function eachInTurn<From, To>(items: From[], work: (item: From) => Promise<To>): Promise<To[]> {
  const done: To[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

/** Waits as long as the server asks for, when this goes too fast for it. */
async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof DocketError) || error.code !== "too_many_requests") throw error;
      const { details } = error;
      const seconds =
        typeof details === "object" && details !== null && "retryAfterSeconds" in details
          ? Number(details["retryAfterSeconds"])
          : 1;
      await pause(seconds * 1_000);
    }
  }
}
