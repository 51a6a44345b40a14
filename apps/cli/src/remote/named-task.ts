import type { Id } from "@docket/schema/id";
import type { Section } from "@docket/schema/section";
import type { TaskSummary } from "@docket/schema/task";
import type { Connection } from "./connection.ts";
import { listLabels, listProjects, listSections } from "./lookup.ts";
import type { NamedTask } from "./task-format.ts";
import { byId, taskKey } from "./task-format.ts";

type Nameable = Pick<TaskSummary, "projectId" | "sectionId" | "number" | "labelIds">;

/**
 * Adds to each task its key and the names of its project, section and labels, for both `--json` and text output.
 *
 * @returns the tasks in the given order
 */
export async function nameTasks<Row extends Nameable>(connection: Connection, tasks: Row[]): Promise<NamedTask<Row>[]> {
  const [projects, labels] = [byId(await listProjects(connection)), byId(await listLabels(connection))];
  const inSections = new Set(tasks.flatMap(({ projectId, sectionId }) => (sectionId === null ? [] : [projectId])));
  const sections = byId((await Promise.all([...inSections].map((id) => listSections(connection, id)))).flat());
  return tasks.map((task) => {
    const project = projects.get(task.projectId);
    return {
      ...task,
      key: taskKey(task, projects),
      project: project === undefined ? null : { key: project.key, name: project.name },
      section: sectionName(sections, task.sectionId),
      labels: task.labelIds.flatMap((id) => labels.get(id)?.name ?? []),
    };
  });
}

function sectionName(sections: Map<Id, Section>, id: Id | null): string | null {
  return id === null ? null : (sections.get(id)?.name ?? null);
}
