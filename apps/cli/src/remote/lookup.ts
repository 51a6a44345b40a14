import type { Id } from "@docket/schema/id";
import { Id as IdSchema } from "@docket/schema/id";
import type { Label } from "@docket/schema/label";
import { labelKey } from "@docket/schema/label";
import type { Project } from "@docket/schema/project";
import type { Section } from "@docket/schema/section";
import type { TaskSummary } from "@docket/schema/task";
import { UsageError } from "../failure.ts";
import type { Connection } from "./connection.ts";
import { readAll } from "./connection.ts";

/** Matches a task's key, such as HOME-12. Users can also refer to a task by the beginning of its ID. */
const NUMBERED = /^([a-z][a-z0-9]{0,9})-(\d{1,9})$/i;
const ID_START = /^[0-9a-f]{6}[0-9a-f-]{0,30}$/i;
/** Up to this many tasks are searched for an ID that begins with the given text. */
const MAX_SEARCHED_TASKS = 2_000;

/** Returns the projects that the login can see, except for archived ones. */
export function listProjects({ workspace }: Connection): Promise<Project[]> {
  return readAll((page) => workspace.project.list.query(page));
}

/**
 * Returns the project whose key, ID or name is the given text, or whose name begins with it. The comparison is
 * case-insensitive.
 *
 * @throws UsageError if no project or more than one matches
 */
export function findProject(projects: Project[], text: string): Project {
  const wanted = text.toLowerCase();
  const exact = projects.filter(({ key, id, name }) => [key, id, name].some((one) => one.toLowerCase() === wanted));
  const found = exact.length > 0 ? exact : projects.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const [project] = found;
  if (project === undefined)
    throw new UsageError(`There is no project "${text}". Your projects: ${projects.map(projectTitle).join(", ")}.`);
  if (found.length === 1) return project;
  // Projects of different people can have the same key.
  const areKeysDifferent = new Set(found.map(({ key }) => key)).size === found.length;
  const list = found.map((one) => (areKeysDifferent ? projectTitle(one) : `${projectTitle(one)} ${one.id}`)).join(", ");
  throw new UsageError(`"${text}" could be ${list}. Use the ${areKeysDifferent ? "key" : "id"}.`);
}

function projectTitle({ key, name }: Project): string {
  return `${key} (${name})`;
}

/**
 * Returns the tasks with the given keys (HOME-12), IDs or ID prefixes.
 *
 * @throws UsageError if one of them is not found or is ambiguous
 */
export async function findTasks(connection: Connection, texts: string[], projects: Project[]): Promise<TaskSummary[]> {
  return Promise.all(texts.map((text) => findTask(connection, text, projects)));
}

/**
 * Returns the task with the given key (HOME-12), ID or ID prefix.
 *
 * @throws UsageError if it is not found or is ambiguous
 */
export async function findTask(connection: Connection, text: string, projects: Project[]): Promise<TaskSummary> {
  const [, key, number] = NUMBERED.exec(text) ?? [];
  if (key !== undefined) return taskByKey(connection, text, projectsWithKey(projects, key), Number(number));
  const found = await taskById(connection, text.toLowerCase());
  if (found === null) throw new UsageError(`There is no task ${text}.`);
  return found;
}

function projectsWithKey(projects: Project[], key: string): Project[] {
  const found = projects.filter((project) => project.key === key.toUpperCase());
  return found.length > 0 ? found : [findProject(projects, key)];
}

async function taskByKey(
  connection: Connection,
  text: string,
  projects: Project[],
  number: number,
): Promise<TaskSummary> {
  const tasks = await Promise.all(projects.map((project) => taskByNumber(connection, project, number)));
  const [found, ...others] = tasks.filter((task) => task !== null);
  if (found === undefined) throw new UsageError(`There is no task ${text}.`);
  if (others.length === 0) return found;
  const list = [found, ...others].map(({ id, title }) => `${id} (${title})`).join(", ");
  throw new UsageError(`"${text}" could be ${list}. Use the id.`);
}

async function taskByNumber({ workspace }: Connection, project: Project, number: number): Promise<TaskSummary | null> {
  for (const isArchived of [false, true]) {
    const filter = { projectId: project.id, number, status: "any", isArchived } as const;
    const { items } = await workspace.task.list.query({ filter, limit: 1 });
    if (items[0] !== undefined) return items[0];
  }
  return null;
}

async function taskById({ workspace }: Connection, text: string): Promise<TaskSummary | null> {
  if (IdSchema.safeParse(text).success) {
    const { description, ...task } = await workspace.task.get.query({ id: text });
    return { ...task, hasDescription: description !== "" };
  }
  if (!ID_START.test(text)) throw new UsageError(`"${text}" is not a task. Use a number such as HOME-12.`);
  const list = (page: object) =>
    workspace.task.list.query({ ...page, filter: { status: "any" }, order: "updated", direction: "descending" });
  const tasks = await readAll(list, MAX_SEARCHED_TASKS);
  const found = tasks.filter(({ id }) => id.startsWith(text));
  if (found.length > 1) throw new UsageError(`${text} could be ${found.length} tasks. Type more of the id.`);
  return found[0] ?? null;
}

/**
 * Returns the IDs of the labels with these names.
 *
 * @throws UsageError with the existing labels if one of them is not found
 */
export async function findLabelIds(connection: Connection, names: string[]): Promise<Id[]> {
  if (names.length === 0) return [];
  const labels = await listLabels(connection);
  const byName = new Map(labels.map((label) => [labelKey(label.name), label.id]));
  return names.map((name) => {
    const id = byName.get(labelKey(name.replace(/^@/, "")));
    if (id !== undefined) return id;
    const known = labels.map((label) => label.name).join(", ");
    throw new UsageError(`There is no label "${name}".${known === "" ? "" : ` Your labels: ${known}.`}`);
  });
}

/** Returns the sections of a project in order. */
export function listSections({ workspace }: Connection, projectId: Id): Promise<Section[]> {
  return readAll((page) => workspace.section.list.query({ ...page, projectId }));
}

/**
 * Returns the section in a project whose ID or name is the given text, or whose name begins with it. The comparison is
 * case-insensitive.
 *
 * @throws UsageError if no section or more than one matches
 */
export async function findSection(connection: Connection, projectId: Id, text: string): Promise<Section> {
  const sections = await listSections(connection, projectId);
  const wanted = text.toLowerCase();
  const exact = sections.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  const found = exact.length > 0 ? exact : sections.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const [section] = found;
  const names = (some: Section[]) => some.map(({ name }) => name).join(", ");
  if (section === undefined)
    throw new UsageError(`There is no section "${text}" in this project. Its sections: ${names(sections) || "none"}.`);
  if (found.length > 1) throw new UsageError(`"${text}" could be ${names(found)}. Type more of the name.`);
  return section;
}

/** Returns the labels that the login can see. */
export function listLabels({ workspace }: Connection): Promise<Label[]> {
  return readAll((page) => workspace.label.list.query(page));
}
