import { ListComments } from "@docket/schema/comment";
import type { Comment } from "@docket/schema/comment";
import type { Id } from "@docket/schema/id";
import { TasksCommand } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listComments } from "../../entities/comment/queries.ts";
import type { Team } from "../../testing/team.ts";
import { changesOf, commandIn, countChanges, createTeam, joinProject, taskIn } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { restoreTasks, trashTasks } from "../task/trash.ts";
import { createComment, purgeComment, restoreComment, trashComment, updateComment } from "./mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

const createCommentAs = (person: Person, body: string, taskId: Id = team.taskId): Promise<Comment> =>
  createComment(world.ctxOf(person), { ...commandIn(team.workspaceId), id: uuidv7(), taskId, body });

const edit = (person: Person, comment: Comment, body: string, baseVersion = comment.version) =>
  updateComment(world.ctxOf(person), { ...commandIn(team.workspaceId), id: comment.id, body, baseVersion });

const refOf = (comment: Comment) => ({ ...commandIn(team.workspaceId), id: comment.id });

const bodies = async (person: Person, taskId: Id, limit = 100) => {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const input = ListComments.parse({
      workspaceId: team.workspaceId,
      taskId,
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const page = await listComments(world.ctxOf(person), input);
    all.push(...page.items.map((comment) => comment.body));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
};

describe("creating a comment", () => {
  test("is allowed for commenters and above, and visible to all members of the project", async () => {
    const taskId = await taskIn(world, team, team.manager);
    const input = { ...commandIn(team.workspaceId), id: uuidv7(), taskId, body: "Grüße" };
    const comment = await createComment(world.ctxOf(team.commenter), input);
    expect(comment).toMatchObject({ body: "Grüße", authorId: team.commenter.id, version: 1, editedAt: null });
    expect(await bodies(team.guest, taskId)).toEqual(["Grüße"]);
    expect(await changesOf(world, input.commandId)).toMatchObject([
      { entity: "comment", op: "create", projectId: team.projectId, audience: null, after: { body: "Grüße", taskId } },
    ]);
    expect(await createComment(world.ctxOf(team.commenter), input)).toEqual(comment);
  });

  test("is forbidden for viewers, and returns not_found outside the project", async () => {
    const before = await countChanges(world, team.workspaceId);
    await expect(createCommentAs(team.viewer, "no")).rejects.toMatchObject({ code: "forbidden" });
    for (const person of [team.member, team.admin, team.owner, team.stranger]) {
      await expect(createCommentAs(person, "no")).rejects.toMatchObject({ code: "not_found" });
      await expect(bodies(person, team.taskId)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await countChanges(world, team.workspaceId)).toBe(before);
  });

  test("lists all comments in pages, including those created at the same time", async () => {
    const taskId = await taskIn(world, team, team.manager);
    for (const body of ["1", "2", "3", "4", "5"]) await createCommentAs(team.editor, body, taskId);
    expect(await bodies(team.viewer, taskId, 2)).toEqual(["1", "2", "3", "4", "5"]);
    const forged = Buffer.from(JSON.stringify({ m: "x", v: ["soon", "x"] })).toString("base64url");
    await expect(
      listComments(
        world.ctxOf(team.viewer),
        ListComments.parse({ workspaceId: team.workspaceId, taskId, cursor: forged }),
      ),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("editing a comment", () => {
  test("is allowed only for the author, regardless of role", async () => {
    const comment = await createCommentAs(team.commenter, "mine");
    await expect(edit(team.manager, comment, "yours")).rejects.toMatchObject({ code: "forbidden" });
    await expect(edit(team.stranger, comment, "yours")).rejects.toMatchObject({ code: "not_found" });
    world.advanceClock({ minutes: 1 });
    const edited = await edit(team.commenter, comment, "still mine");
    expect(edited).toMatchObject({ body: "still mine", version: 2 });
    expect(edited.editedAt).not.toBe(comment.createdAt);
  });

  test("returns a conflict with both versions of the text for a second edit of the same version", async () => {
    const comment = await createCommentAs(team.commenter, "first");
    await edit(team.commenter, comment, "second");
    await expect(edit(team.commenter, comment, "third")).rejects.toMatchObject({
      code: "conflict",
      details: { conflicts: { body: { base: "first", theirs: "second", mine: "third" } } },
    });
    expect(await edit(team.commenter, comment, "second")).toMatchObject({ version: 2 });
  });

  test("is forbidden for an author whose role is no longer sufficient", async () => {
    const comment = await createCommentAs(team.editor, "before");
    const member = { projectId: team.projectId, userId: team.editor.id };
    await world.runtime.db.projectMember.updateMany({ where: member, data: { role: "viewer" } });
    await expect(edit(team.editor, comment, "after")).rejects.toMatchObject({ code: "forbidden" });
    await expect(trashComment(world.ctxOf(team.editor), refOf(comment))).rejects.toMatchObject({ code: "forbidden" });
    await world.runtime.db.projectMember.updateMany({ where: member, data: { role: "editor" } });
  });
});

describe("the trash", () => {
  test("lets the author and managers delete and restore, and hides deleted comments from others", async () => {
    const comment = await createCommentAs(team.commenter, "oops");
    await expect(trashComment(world.ctxOf(team.editor), refOf(comment))).rejects.toMatchObject({ code: "forbidden" });
    const gone = await trashComment(world.ctxOf(team.manager), refOf(comment));
    expect(gone).toMatchObject({ body: "oops", deletedRoot: comment.id });
    expect(await bodies(team.commenter, team.taskId)).not.toContain("oops");
    await expect(restoreComment(world.ctxOf(team.editor), refOf(comment))).rejects.toMatchObject({ code: "not_found" });
    await expect(edit(team.commenter, gone, "new")).rejects.toMatchObject({ code: "not_found" });
    const back = await restoreComment(world.ctxOf(team.commenter), refOf(comment));
    expect({ ...back, version: 1 }).toEqual(comment);
    await expect(restoreComment(world.ctxOf(team.commenter), refOf(comment))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("does not let a former manager undo the deletion of another user's comment", async () => {
    const comment = await createCommentAs(team.commenter, "mine");
    const trashed = { ...refOf(comment) };
    await joinProject(world, team, team.member, "manager");
    await trashComment(world.ctxOf(team.member), trashed);
    const membership = { workspaceId: team.workspaceId, projectId: team.projectId, userId: team.member.id };
    await world.runtime.db.projectMember.update({
      where: { workspaceId_projectId_userId: membership },
      data: { role: "commenter" },
    });
    const undo = { ...commandIn(team.workspaceId), undo: trashed.commandId };
    await expect(undoCommand(world.ctxOf(team.member), undo)).rejects.toMatchObject({ code: "forbidden" });
    await world.runtime.db.projectMember.delete({ where: { workspaceId_projectId_userId: membership } });
  });

  test("lets managers purge, and only from the trash", async () => {
    const comment = await createCommentAs(team.commenter, "secret");
    await expect(purgeComment(world.ctxOf(team.manager), refOf(comment))).rejects.toMatchObject({ code: "not_found" });
    await trashComment(world.ctxOf(team.commenter), refOf(comment));
    await expect(purgeComment(world.ctxOf(team.commenter), refOf(comment))).rejects.toMatchObject({
      code: "forbidden",
    });
    const input = refOf(comment);
    expect(await purgeComment(world.ctxOf(team.manager), input)).toEqual({ id: comment.id });
    expect(await purgeComment(world.ctxOf(team.manager), input)).toEqual({ id: comment.id });
    expect(await changesOf(world, input.commandId)).toMatchObject([{ op: "purge", before: null, after: null }]);
    await expect(restoreComment(world.ctxOf(team.commenter), refOf(comment))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("hides the comments of a trashed task until it is restored", async () => {
    const taskId = await taskIn(world, team, team.manager);
    const comment = await createCommentAs(team.commenter, "attached", taskId);
    const task = () => TasksCommand.parse({ ...commandIn(team.workspaceId), ids: [taskId] });
    await trashTasks(world.ctxOf(team.editor), task());
    await expect(bodies(team.commenter, taskId)).rejects.toMatchObject({ code: "not_found" });
    await expect(edit(team.commenter, comment, "x")).rejects.toMatchObject({ code: "not_found" });
    await restoreTasks(world.ctxOf(team.editor), task());
    expect(await bodies(team.commenter, taskId)).toEqual(["attached"]);
  });
});

test("undo reverts an edit, and a manager's deletion", async () => {
  const comment = await createCommentAs(team.commenter, "as it was");
  const undo = (person: Person, commandId: Id) =>
    undoCommand(world.ctxOf(person), { ...commandIn(team.workspaceId), undo: commandId });
  const input = { ...refOf(comment), body: "changed", baseVersion: 1 };
  await updateComment(world.ctxOf(team.commenter), input);
  const trash = refOf(comment);
  await trashComment(world.ctxOf(team.manager), trash);
  await undo(team.manager, trash.commandId);
  await undo(team.commenter, input.commandId);
  expect(await bodies(team.viewer, team.taskId)).toContain("as it was");
  await expect(undo(team.manager, input.commandId)).rejects.toMatchObject({ code: "not_found" });
});
