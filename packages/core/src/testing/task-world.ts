import type { Id } from "@docket/schema/id";
import { CreateProject } from "@docket/schema/project";
import type { Project } from "@docket/schema/project";
import type { ProjectRole } from "@docket/schema/role";
import { CreateTask, ListTasks } from "@docket/schema/task";
import type { Task } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import type { z } from "zod";
import { createProject } from "../commands/project/mutations.ts";
import { createTask } from "../commands/task/mutations.ts";
import { insertTasks } from "../entities/task/insert.ts";
import { listTasks } from "../entities/task/list.ts";
import { taskInclude, toTask } from "../entities/task/row.ts";
import { command } from "../log/command/command.ts";
import type { Person, World, WorldOptions } from "./world.ts";
import { createWorld } from "./world.ts";

type TaskFields = Partial<Omit<z.input<typeof CreateTask>, "workspaceId" | "commandId" | "projectId">>;

/** A world with two users and helper functions for projects and tasks. */
export type TaskWorld = World & {
  ada: Person;
  bob: Person;
  /** Creates a project in the user's own workspace. */
  project: (person: Person, name?: string) => Promise<Project>;
  task: (person: Person, project: Project, wish?: TaskFields) => Promise<Task>;
  /** Creates many plain tasks with one command and returns their ids. */
  manyTasks: (person: Person, project: Project, count: number) => Promise<Id[]>;
  label: (person: Person, workspaceId: Id) => Promise<Id>;
  section: (person: Person, project: Project) => Promise<Id>;
  /** Adds a user to the project and, as a guest, to its workspace. */
  join: (person: Person, project: Project, role: ProjectRole) => Promise<void>;
  /** Returns the titles of the open tasks in list order. */
  titles: (person: Person, project: Project) => Promise<string[]>;
  /** Returns all tasks in the projects, including trashed ones, without the fields that change on every write. */
  snapshot: (workspaceId: Id, projectIds: Id[]) => Promise<unknown>;
};

export async function createTaskWorld(options: WorldOptions = {}): Promise<TaskWorld> {
  const world = await createWorld(options);
  const { db } = world.runtime;
  const [ada, bob] = [await world.person("Ada"), await world.person("Bob")];

  const task = (person: Person, { workspaceId, id: projectId }: Project, wish: TaskFields = {}) =>
    createTask(
      world.ctxOf(person),
      CreateTask.parse({ workspaceId, commandId: uuidv7(), id: uuidv7(), projectId, title: "Task", ...wish }),
    );

  return {
    ...world,
    ada,
    bob,
    task,
    project: (person, name = "Project") =>
      createProject(
        world.ctxOf(person),
        CreateProject.parse({ workspaceId: person.workspaceId, commandId: uuidv7(), id: uuidv7(), name }),
      ),
    manyTasks: async (person, project, count) => {
      const pattern = await task(person, project, { title: "1" });
      const ctx = world.ctxOf(person);
      const copies = Array.from({ length: count - 1 }, (_, index) => ({
        ...pattern,
        id: uuidv7(),
        number: index + 2,
        title: String(index + 2),
        rank: `b${String(index).padStart(4, "0")}V`,
      }));
      const input = { workspaceId: project.workspaceId, commandId: uuidv7() };
      await command(ctx, input, {
        kind: "task.create",
        replay: async () => null,
        run: async (scope) => {
          await insertTasks(scope, copies);
          await scope.tx.projectCounter.updateMany({
            where: { workspaceId: project.workspaceId, projectId: project.id },
            data: { nextNumber: count + 1 },
          });
          return { result: null, answer: null };
        },
      });
      return [pattern.id, ...copies.map((copy) => copy.id)];
    },
    label: async (person, workspaceId) => {
      const id = uuidv7();
      await db.label.create({ data: { workspaceId, id, name: id, nameFolded: id, rank: "a0", createdBy: person.id } });
      return id;
    },
    section: async (person, { workspaceId, id: projectId }) => {
      const id = uuidv7();
      const data = { workspaceId, id, projectId, name: "Section", rank: "a0", createdBy: person.id };
      await db.section.create({ data });
      return id;
    },
    join: async (person, { workspaceId, id: projectId }, role) => {
      await db.workspaceMember.upsert({
        where: { workspaceId_userId: { workspaceId, userId: person.id } },
        create: { workspaceId, userId: person.id, role: "guest" },
        update: { role: "guest" },
      });
      await db.projectMember.create({ data: { workspaceId, projectId, userId: person.id, role, rank: "a0" } });
    },
    titles: async (person, { workspaceId, id: projectId }) => {
      const titles: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(
          world.ctxOf(person),
          ListTasks.parse({ workspaceId, filter: { projectId }, limit: 100, ...(cursor === null ? {} : { cursor }) }),
        );
        titles.push(...page.items.map((item) => item.title));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return titles;
    },
    snapshot: async (workspaceId, projectIds) => {
      const rows = await db.task.findMany({
        where: { workspaceId, projectId: { in: projectIds } },
        include: taskInclude,
        orderBy: { id: "asc" },
      });
      return rows.map(toTask).map(({ version: _version, updatedAt: _updatedAt, ...rest }) => rest);
    },
  };
}
