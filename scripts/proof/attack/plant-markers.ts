import type { Pool } from "pg";
import type { Kind, FixtureProject } from "../../../packages/api/src/matrix/fixture.ts";
import type { Person } from "../../../packages/core/src/testing/person.ts";
import type { Id } from "../../../packages/schema/src/id.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import { createCaller } from "./caller.ts";
import type { Caller } from "./caller.ts";
import type { IdsByKind, PlaceName } from "./place.ts";
import { PLACES, markerOf } from "./place.ts";

/** A place to plant the word in, and a user who can write there. */
export type Maker = { place: FixtureProject; workspaceId: Id; maker: Person };

/**
 * Plants the word of each place in all text in that place. Uses the API where possible, so that logs, search and
 * histories contain the word, too.
 *
 * @returns the IDs in each place, and the place of each row
 */
export async function plantMarkers(
  origin: string,
  owner: Pool,
  makers: Record<PlaceName, Maker>,
): Promise<{ bags: Record<PlaceName, IdsByKind>; placeOf: Map<Id, PlaceName> }> {
  const caller = createCaller(origin, 2);
  const bags = { shared: {}, other: {}, hidden: {}, theirs: {} } as Record<PlaceName, IdsByKind>;
  const placeOf = new Map<Id, PlaceName>();
  for (const name of PLACES) {
    bags[name] = await plant(caller, owner, name, makers[name]);
    for (const id of await rowsOf(owner, makers[name], bags[name])) placeOf.set(id, name);
    // These IDs are used in attempts to create entities with an existing ID. Such an attempt can succeed for another
    // kind or workspace, so responses are not searched for these IDs.
    for (const id of bags[name].new ?? []) placeOf.delete(id);
  }
  await moveWithTrashedChild(caller, makers);
  await caller.close();
  return { bags, placeOf };
}

async function plant(
  caller: Caller,
  owner: Pool,
  name: PlaceName,
  { place, workspaceId, maker }: Maker,
): Promise<IdsByKind> {
  const word = markerOf(name);
  const { projectId, sectionId, taskId, subtaskId, commentId, viewId } = place;
  const run = (path: string, input: object) =>
    write(caller, maker, path, { workspaceId, commandId: uuidv7(), ...input });
  const made = {
    label: uuidv7(),
    folder: uuidv7(),
    comment: uuidv7(),
    invitation: uuidv7(),
    import: uuidv7(),
    command: uuidv7(),
  };
  await run("project.update", { id: projectId, baseVersion: 1, set: { name: `${word} project` } });
  await run("section.update", { id: sectionId, baseVersion: 1, set: { name: `${word} section` } });
  await run("label.create", { id: made.label, name: `${word} label` });
  await run("task.update", {
    commandId: made.command,
    id: taskId,
    baseVersion: 1,
    set: { title: `${word} task`, description: `${word} description`, labelIds: [made.label] },
  });
  const spare = uuidv7();
  await run("task.update", { commandId: spare, id: subtaskId, baseVersion: 1, set: { title: `${word} sub-task` } });
  const taken = uuidv7();
  await run("task.create", { id: taken, projectId, title: `${word} taken` });
  await run("task.trash", { ids: [taken] });
  await run("comment.create", { id: made.comment, taskId, body: `${word} comment` });
  await run("view.update", { id: viewId, baseVersion: 1, set: { name: `${word} view` } });
  await run("folder.create", { id: made.folder, name: `${word} folder` });
  await run("invitation.create", { id: made.invitation, projectId, role: "viewer" });
  await write(caller, maker, "preference.set", { key: `proof.${word}`, value: `${word} preference` });
  await write(caller, maker, "session.rename", { id: maker.actor.sessionId, label: `${word} session` });
  const content = Buffer.from(`TYPE,CONTENT,PRIORITY,INDENT\ntask,${word} row,1,1\n`).toString("base64");
  await write(caller, maker, "import.preview", { workspaceId, id: made.import, fileName: `${word}.csv`, content });
  // Entities in the trash can't be changed through the API.
  await owner.query("UPDATE task SET title = $1 WHERE project_id = $2 AND deleted_at IS NOT NULL", [word, projectId]);
  await owner.query("UPDATE section SET name = $1 WHERE project_id = $2 AND deleted_at IS NOT NULL", [word, projectId]);
  await owner.query("UPDATE comment SET body = $1 WHERE id = $2 OR id = $3", [word, commentId, place.trashedCommentId]);
  const ids: IdsByKind = {
    workspace: [workspaceId],
    project: [projectId],
    section: [sectionId, place.trashedSectionId],
    task: [subtaskId, taskId, place.trashedTaskId],
    view: [viewId],
    new: [taken],
  };
  const others = Object.entries({ ...made, comment: commentId }).map(([kind, id]) => [kind as Kind, [id]] as const);
  return { ...ids, ...Object.fromEntries(others), command: [made.command, spare] };
}

/** Moves a task whose sub-task is in the trash from the project `other` to the shared one. */
async function moveWithTrashedChild(caller: Caller, { shared, other }: Record<PlaceName, Maker>): Promise<void> {
  const { workspaceId, maker } = other;
  const run = (path: string, input: object) =>
    write(caller, maker, path, { workspaceId, commandId: uuidv7(), ...input });
  const [parent, child] = [uuidv7(), uuidv7()];
  await run("task.create", { id: parent, projectId: other.place.projectId, title: "Goes along" });
  await run("task.create", {
    id: child,
    projectId: other.place.projectId,
    parentId: parent,
    title: `${markerOf("other")} left`,
  });
  await run("task.trash", { ids: [child] });
  await run("task.move", { ids: [parent], projectId: shared.place.projectId });
}

/**
 * Calls a mutation as the maker.
 *
 * @throws Error if it is rejected
 */
async function write(caller: Caller, maker: Person, path: string, input: object): Promise<void> {
  const headers = { cookie: `at=${maker.cookies.access}` };
  const { status, body } = await caller.call({ path, type: "mutation", input: JSON.stringify(input), headers });
  if (status !== 200) throw new Error(`Planting with ${path} was answered with ${status}: ${body.slice(0, 500)}`);
}

/** Returns the IDs of the rows that only readers of a place are allowed to see. */
async function rowsOf(owner: Pool, { place, workspaceId }: Maker, bag: IdsByKind): Promise<Id[]> {
  const { rows } = await owner.query<{ id: Id }>(
    `SELECT id FROM project WHERE workspace_id = $1 AND id = $2
     UNION ALL SELECT id FROM section WHERE workspace_id = $1 AND project_id = $2
     UNION ALL SELECT id FROM task WHERE workspace_id = $1 AND project_id = $2
     UNION ALL SELECT id FROM view WHERE workspace_id = $1 AND project_id = $2
     UNION ALL SELECT id FROM invitation WHERE workspace_id = $1 AND project_id = $2`,
    [workspaceId, place.projectId],
  );
  const others = [bag.label, bag.comment, bag.folder, bag.import].flatMap((ids) => ids ?? []);
  return [...rows.map(({ id }) => id), ...others];
}
