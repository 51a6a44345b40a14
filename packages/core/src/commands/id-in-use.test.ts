import { CreateComment } from "@docket/schema/comment";
import { CreateFolder } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import { CreateLabel } from "@docket/schema/label";
import { CreateProject } from "@docket/schema/project";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { CreateView } from "@docket/schema/view";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toDomainError } from "../runtime/fault.ts";
import type { Team } from "../testing/team.ts";
import { commandIn, createTeam, projectOf } from "../testing/team.ts";
import type { Person, World } from "../testing/world.ts";
import { createWorld } from "../testing/world.ts";
import { duplicateProject } from "../workflows/duplicate-project.ts";
import { createComment } from "./comment/mutations.ts";
import { createFolder } from "./folder/mutations.ts";
import { createLabel } from "./label/mutations.ts";
import { createProject } from "./project/mutations.ts";
import { createSection } from "./section/mutations.ts";
import { createTask } from "./task/mutations.ts";
import { createView } from "./view/mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

/**
 * Returns functions that create an entity with a given id, one for each entity type whose ids are chosen by clients.
 */
function creatorsFor(person: Person, { projectId, taskId }: { projectId: Id; taskId: Id }) {
  const { workspaceId } = team;
  const ctx = world.ctxOf(person);
  const command = () => commandIn(workspaceId);
  return {
    task: (id: Id) => createTask(ctx, CreateTask.parse({ ...command(), id, projectId, title: "plain" })),
    subtask: (id: Id) =>
      createTask(ctx, CreateTask.parse({ ...command(), id, projectId, title: "not plain", parentId: taskId })),
    section: (id: Id) => createSection(ctx, { ...command(), id, projectId, name: "Section" }),
    comment: (id: Id) => createComment(ctx, CreateComment.parse({ ...command(), id, taskId, body: "Words" })),
    project: (id: Id) => createProject(ctx, CreateProject.parse({ ...command(), id, name: "Project" })),
    copy: (newId: Id) => duplicateProject(ctx, { ...command(), id: projectId, newId }),
    label: (id: Id) => createLabel(ctx, CreateLabel.parse({ ...command(), id, name: id })),
    folder: (id: Id) => createFolder(ctx, CreateFolder.parse({ ...command(), id, name: "Folder" })),
    view: (id: Id) => createView(ctx, CreateView.parse({ ...command(), id, name: "View" })),
  };
}

it("rejects an id that is in use without revealing where it is used", async () => {
  const { workspaceId, manager, editor } = team;
  const hiddenProject = await projectOf(world, workspaceId, manager, "Hidden");
  const taskId = uuidv7();
  const hidden = creatorsFor(manager, { projectId: hiddenProject, taskId });
  await hidden.task(taskId);
  const own = creatorsFor(editor, team);
  for (const kind of ["task", "subtask", "section", "comment", "project", "copy", "label", "folder", "view"] as const) {
    const [hiddenId, ownId] = [uuidv7(), uuidv7()];
    await hidden[kind](hiddenId);
    await own[kind](ownId);
    const refusals = [hiddenId, ownId].map(async (id) => {
      const error: unknown = await own[kind](id).catch((reason: unknown) => reason);
      const { code, message, issues } = toDomainError(error) ?? { code: "none", message: String(error), issues: [] };
      return { kind, code, message, issues };
    });
    const [ofTheirs, ofMine] = await Promise.all(refusals);
    expect(ofTheirs).toEqual(ofMine);
    expect(ofTheirs).toMatchObject({ kind, code: "invalid", issues: [{ path: "id" }] });
  }
});
