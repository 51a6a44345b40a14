import type { Id } from "@docket/schema/id";
import { CreateProject } from "@docket/schema/project";
import type { ProjectRole, WorkspaceRole } from "@docket/schema/role";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { createProject } from "../commands/project/mutations.ts";
import { createTask } from "../commands/task/mutations.ts";
import { insertMember } from "../commands/workspace/create.ts";
import type { Person, World } from "./world.ts";

/** A workspace with one user in each role, and a project that they share. */
export type Team = {
  workspaceId: Id;
  projectId: Id;
  taskId: Id;
  owner: Person;
  admin: Person;
  /** A user who is a member of the workspace but not of the project. */
  member: Person;
  manager: Person;
  editor: Person;
  commenter: Person;
  viewer: Person;
  /** A viewer in the project who is a guest in the workspace. */
  guest: Person;
  /** A user who is not in the workspace. */
  stranger: Person;
};

/** Returns the fields common to all commands: the workspace and a new command id. */
export function commandIn(workspaceId: Id): { workspaceId: Id; commandId: Id } {
  return { workspaceId, commandId: uuidv7() };
}

/** Adds a user to a workspace and creates their inbox there. */
export async function joinWorkspace(world: World, workspaceId: Id, person: Person, role: WorkspaceRole): Promise<void> {
  await world.runtime.db.$transaction((tx) =>
    insertMember({ tx, record: () => undefined }, { workspaceId, userId: person.id, role, at: world.runtime.clock() }),
  );
}

/** Adds a member of a workspace to one of its projects. */
export async function joinProject(
  world: World,
  { workspaceId, projectId }: { workspaceId: Id; projectId: Id },
  person: Person,
  role: ProjectRole,
): Promise<void> {
  await world.runtime.db.projectMember.create({
    data: { workspaceId, projectId, userId: person.id, role, rank: "a1", createdAt: world.runtime.clock() },
  });
}

/** Creates a project with this user as its manager. */
export async function projectOf(world: World, workspaceId: Id, person: Person, name = "Project"): Promise<Id> {
  const input = CreateProject.parse({ ...commandIn(workspaceId), id: uuidv7(), name });
  return (await createProject(world.ctxOf(person), input)).id;
}

/** Creates a task in a project as this user. */
export async function taskIn(
  world: World,
  { workspaceId, projectId }: { workspaceId: Id; projectId: Id },
  person: Person,
  wish: { title?: string; labelIds?: Id[]; assigneeIds?: Id[] } = {},
): Promise<Id> {
  const input = CreateTask.parse({ ...commandIn(workspaceId), id: uuidv7(), projectId, title: "Task", ...wish });
  return (await createTask(world.ctxOf(person), input)).id;
}

/** Creates a team in a world. */
export async function createTeam(world: World): Promise<Team> {
  const owner = await world.person("Owner");
  const { workspaceId } = owner;
  const join = async (name: string, role: WorkspaceRole) => {
    const person = await world.person(name);
    await joinWorkspace(world, workspaceId, person, role);
    return person;
  };
  const manager = await join("Manager", "member");
  const projectId = await projectOf(world, workspaceId, manager, "Shared");
  const place = { workspaceId, projectId };
  const share = async (name: string, role: ProjectRole, workspaceRole: WorkspaceRole = "member") => {
    const person = await join(name, workspaceRole);
    await joinProject(world, place, person, role);
    return person;
  };
  return {
    ...place,
    taskId: await taskIn(world, place, manager),
    owner,
    admin: await join("Admin", "admin"),
    member: await join("Member", "member"),
    manager,
    editor: await share("Editor", "editor"),
    commenter: await share("Commenter", "commenter"),
    viewer: await share("Viewer", "viewer"),
    guest: await share("Guest", "viewer", "guest"),
    stranger: await world.person("Stranger"),
  };
}

/** Returns the entries that a command added to the change log. */
export async function changesOf(world: World, commandId: Id) {
  return world.runtime.db.change.findMany({
    where: { commandId },
    orderBy: { seq: "asc" },
    select: { entity: true, entityId: true, op: true, projectId: true, audience: true, before: true, after: true },
  });
}

/** Returns the number of entries in a workspace's change log. */
export function countChanges(world: World, workspaceId: Id): Promise<number> {
  return world.runtime.db.change.count({ where: { workspaceId } });
}
