import { newId } from "@docket/client";
import { COLORS } from "@docket/schema/color-name";
import { Option } from "commander";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { openConnection } from "./connection.ts";
import { listLabels, listProjects, listSections, findProject } from "./lookup.ts";

type Color = (typeof COLORS)[number];

const colorOption = () => new Option("--color <color>", "color").choices([...COLORS]).default("slate");

/** Adds `docket project`, `section` and `label`, which list and create projects, sections and labels. */
export function addOrganize(program: Command, cli: Cli): void {
  addProject(program.command("project").description("list and create projects"), cli);
  addSection(program.command("section").description("list and create the sections of a project"), cli);
  addLabel(program.command("label").description("list and create labels"), cli);
}

function addProject(project: Command, cli: Cli): void {
  project
    .command("list")
    .description("list the projects that you can see")
    .action(async (_options: object, command: Command) => {
      const projects = await listProjects(await openConnection(cli));
      const width = Math.max(0, ...projects.map(({ key }) => key.length));
      const lines = projects.map(({ key, name }) => `${key.padEnd(width)}  ${name}`);
      printResult(cli, command, projects, lines.length === 0 ? "No projects." : lines);
    });
  project
    .command("create")
    .description("create a project")
    .argument("<name...>", "name")
    .option("-k, --key <key>", "prefix of its task numbers, e.g. HOME (default: from the name)")
    .addOption(colorOption())
    .addHelpText("after", "\nExample:\n  docket project create House and garden --key HOME --color green")
    .action(async (words: string[], { key, color }: { key?: string; color: Color }, command: Command) => {
      const { workspace } = await openConnection(cli);
      const input = { id: newId(), name: words.join(" "), color, ...(key !== undefined && { key: key.toUpperCase() }) };
      const made = await workspace.project.create.mutate(input);
      printResult(cli, command, made, `Created project ${made.name} (${made.key}).`);
    });
}

function addSection(section: Command, cli: Cli): void {
  section
    .command("list")
    .description("list the sections of a project")
    .argument("<project>", "key or name")
    .action(async (text: string, _options: object, command: Command) => {
      const connection = await openConnection(cli);
      const project = findProject(await listProjects(connection), text);
      const sections = await listSections(connection, project.id);
      printResult(cli, command, sections, sections.length === 0 ? "No sections." : sections.map(({ name }) => name));
    });
  section
    .command("create")
    .description("create a section at the end of a project")
    .argument("<project>", "key or name")
    .argument("<name...>", "name")
    .addHelpText("after", "\nExample:\n  docket section create HOME This spring")
    .action(async (text: string, words: string[], _options: object, command: Command) => {
      const connection = await openConnection(cli);
      const project = findProject(await listProjects(connection), text);
      const input = { id: newId(), projectId: project.id, name: words.join(" ") };
      const made = await connection.workspace.section.create.mutate(input);
      printResult(cli, command, made, `Created section ${made.name} in ${project.name}.`);
    });
}

function addLabel(label: Command, cli: Cli): void {
  label
    .command("list")
    .description("list the labels that you can see")
    .action(async (_options: object, command: Command) => {
      const labels = await listLabels(await openConnection(cli));
      printResult(cli, command, labels, labels.length === 0 ? "No labels." : labels.map(({ name }) => name));
    });
  label
    .command("create")
    .description("create a label")
    .argument("<name...>", "name")
    .addOption(colorOption())
    .addHelpText("after", "\nExample:\n  docket label create errands --color amber")
    .action(async (words: string[], { color }: { color: Color }, command: Command) => {
      const { workspace } = await openConnection(cli);
      const made = await workspace.label.create.mutate({ id: newId(), name: words.join(" "), color });
      printResult(cli, command, made, `Created label ${made.name}.`);
    });
}
