import { updateTask } from "@docket/core/task/mutations";
import { UpdateTask } from "@docket/schema/task";
import type { Inputs, Scene } from "./scene.ts";
import { commandOf } from "./scene.ts";

const inWorkspace = ({ fixture: { workspaceId } }: Scene) => ({ workspaceId });
const project = ({ fixture: { workspaceId, projectId } }: Scene) => ({ workspaceId, id: projectId });
const section = ({ fixture: { workspaceId, sectionId } }: Scene) => ({ workspaceId, id: sectionId });
const task = ({ fixture: { workspaceId, taskId } }: Scene) => ({ workspaceId, id: taskId });

/** A filter with every id that it can hold. */
const taskFilter = ({ fixture, cast }: Scene) => ({
  ids: [fixture.taskId],
  projectId: fixture.projectId,
  sectionId: fixture.sectionId,
  parentId: fixture.taskId,
  labelId: fixture.labelId,
  assigneeId: cast.people.editor.id,
});

/** A command of the manager's, made now. */
async function commandToUndo(scene: Scene) {
  const { world, cast, fixture } = scene;
  const { version, priority } = await world.runtime.db.task.findFirstOrThrow({ where: { id: fixture.taskId } });
  const set = { priority: (priority + 1) % 4 };
  const input = UpdateTask.parse({ ...commandOf(scene), id: fixture.taskId, baseVersion: version, set });
  await updateTask(world.ctxOf(cast.people.manager), input);
  fixture.kinds.set(input.commandId, "command");
  return { ...commandOf(scene), undo: input.commandId };
}

/** Procedures on projects, sections, tasks, comments, labels, folders and views, and on what is logged of them. */
export const WORK_INPUTS: Record<string, Inputs> = {
  "change.follow": inWorkspace,
  "change.list": [
    ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId }),
    ({ fixture: { workspaceId, taskId } }) => ({ workspaceId, entityId: taskId }),
    ({ fixture: { workspaceId }, cast }) => ({ workspaceId, actorId: cast.people.manager.id }),
  ],
  "command.list": inWorkspace,
  "command.undo": commandToUndo,

  "comment.list": ({ fixture: { workspaceId, taskId } }) => ({ workspaceId, taskId }),
  "comment.create": (scene) => ({
    ...commandOf(scene),
    id: scene.fixture.newId(),
    taskId: scene.fixture.taskId,
    body: "Words",
  }),
  "comment.update": (scene) => ({ ...commandOf(scene), id: scene.fixture.commentId, baseVersion: 1, body: "Words" }),
  "comment.trash": (scene) => ({ ...commandOf(scene), id: scene.fixture.commentId }),
  "comment.restore": (scene) => ({ ...commandOf(scene), id: scene.fixture.trashedCommentId }),
  "comment.purge": (scene) => ({ ...commandOf(scene), id: scene.fixture.trashedCommentId }),

  "folder.list": inWorkspace,
  "folder.create": (scene) => ({
    ...commandOf(scene),
    id: scene.fixture.newId(),
    name: "New",
    parentId: scene.fixture.folderOf(scene.me),
  }),
  "folder.update": (scene) => ({
    ...commandOf(scene),
    id: scene.fixture.folderOf(scene.me),
    baseVersion: 1,
    set: { name: "New" },
  }),
  "folder.move": [
    (scene) => ({ ...commandOf(scene), id: scene.fixture.folderOf(scene.me), after: null }),
    async (scene) => {
      const { fixture, me, world } = scene;
      const parentId = fixture.newId();
      const { workspaceId } = fixture;
      await world.runtime.db.folder.create({
        data: { workspaceId, id: parentId, userId: me.id, name: "Parent", rank: "a1" },
      });
      fixture.kinds.set(parentId, "folder");
      return { ...commandOf(scene), id: fixture.folderOf(me), parentId, after: parentId, before: parentId };
    },
  ],
  "folder.delete": (scene) => ({ ...commandOf(scene), id: scene.fixture.folderOf(scene.me) }),

  "label.list": inWorkspace,
  "label.create": (scene) => ({ ...commandOf(scene), id: scene.fixture.newId(), name: "New" }),
  "label.update": (scene) => ({
    ...commandOf(scene),
    id: scene.fixture.labelId,
    baseVersion: 1,
    set: { color: "red" },
  }),
  "label.move": ({ fixture, ...scene }) => ({
    ...commandOf({ fixture, ...scene }),
    id: fixture.labelId,
    after: fixture.otherLabelId,
    before: fixture.otherLabelId,
  }),
  "label.delete": (scene) => ({ ...commandOf(scene), id: scene.fixture.labelId }),

  "project.get": project,
  "project.list": inWorkspace,
  "project.create": [
    (scene) => ({ ...commandOf(scene), id: scene.fixture.newId(), name: "New" }),
    (scene) => ({
      ...commandOf(scene),
      id: scene.fixture.newId(),
      name: "New",
      folderId: scene.fixture.folderOf(scene.me),
    }),
  ],
  "project.update": (scene) => ({ ...commandOf(scene), ...project(scene), baseVersion: 1, set: { name: "New" } }),
  "project.move": [
    (scene) => ({ ...commandOf(scene), ...project(scene), isFavourite: true }),
    (scene) => ({
      ...commandOf(scene),
      ...project(scene),
      folderId: scene.fixture.folderOf(scene.me),
      after: scene.fixture.other.projectId,
      before: scene.fixture.other.projectId,
    }),
  ],
  "project.duplicate": (scene) => ({ ...commandOf(scene), ...project(scene), newId: scene.fixture.newId() }),
  "project.trash": (scene) => ({ ...commandOf(scene), ...project(scene) }),
  "project.restore": (scene) => ({ ...commandOf(scene), id: scene.fixture.trashedProjectId }),
  "project.purge": (scene) => ({ ...commandOf(scene), id: scene.fixture.trashedProjectId }),

  "search.tasks": ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId, text: "task" }),

  "section.get": section,
  "section.list": ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId }),
  "section.create": ({ fixture, ...scene }) => ({
    ...commandOf({ fixture, ...scene }),
    id: fixture.newId(),
    projectId: fixture.projectId,
    name: "New",
    after: fixture.sectionId,
    before: fixture.sectionId,
  }),
  "section.update": (scene) => ({ ...commandOf(scene), ...section(scene), baseVersion: 1, set: { name: "New" } }),
  "section.move": [
    (scene) => ({ ...commandOf(scene), ...section(scene), after: null }),
    (scene) => ({
      ...commandOf(scene),
      ...section(scene),
      projectId: scene.fixture.other.projectId,
      after: scene.fixture.other.sectionId,
      before: scene.fixture.other.sectionId,
    }),
  ],
  "section.duplicate": (scene) => ({ ...commandOf(scene), ...section(scene), newId: scene.fixture.newId() }),
  "section.trash": (scene) => ({ ...commandOf(scene), ...section(scene) }),
  "section.restore": (scene) => ({ ...commandOf(scene), id: scene.fixture.trashedSectionId }),
  "section.purge": (scene) => ({ ...commandOf(scene), id: scene.fixture.trashedSectionId }),

  "task.get": task,
  "task.list": (scene) => ({ workspaceId: scene.fixture.workspaceId, filter: taskFilter(scene) }),
  "task.tally": (scene) => ({ workspaceId: scene.fixture.workspaceId, filter: taskFilter(scene), by: "section" }),
  "task.count": inWorkspace,
  "task.create": [
    ({ fixture, ...scene }) => ({
      ...commandOf({ fixture, ...scene }),
      id: fixture.newId(),
      projectId: fixture.projectId,
      title: "New",
    }),
    ({ fixture, ...scene }) => ({
      ...commandOf({ fixture, ...scene }),
      id: fixture.newId(),
      projectId: fixture.projectId,
      sectionId: fixture.sectionId,
      parentId: fixture.taskId,
      title: "New",
      labelIds: [fixture.labelId],
      assigneeIds: [scene.cast.people.viewer.id],
      after: fixture.subtaskId,
      before: fixture.subtaskId,
    }),
  ],
  "task.createMany": [
    ({ fixture, ...scene }) => ({
      ...commandOf({ fixture, ...scene }),
      projectId: fixture.projectId,
      items: [{ id: fixture.newId(), title: "New" }],
    }),
    ({ fixture, ...scene }) => ({
      ...commandOf({ fixture, ...scene }),
      projectId: fixture.projectId,
      sectionId: fixture.sectionId,
      parentId: fixture.taskId,
      after: fixture.subtaskId,
      before: fixture.subtaskId,
      items: [
        {
          id: fixture.newId(),
          parentId: fixture.taskId,
          title: "New",
          labelIds: [fixture.labelId],
          assigneeIds: [scene.cast.people.viewer.id],
        },
      ],
    }),
  ],
  "task.update": [
    (scene) => ({ ...commandOf(scene), ...task(scene), baseVersion: 1, set: { title: "New" } }),
    (scene) => ({
      ...commandOf(scene),
      ...task(scene),
      baseVersion: 1,
      set: { labelIds: [scene.fixture.otherLabelId], assigneeIds: [scene.cast.people.viewer.id] },
    }),
  ],
  "task.updateMany": [
    (scene) => ({ ...commandOf(scene), ids: [scene.fixture.taskId], set: { priority: 2 } }),
    (scene) => ({
      ...commandOf(scene),
      ids: [scene.fixture.taskId],
      set: { labelIds: [scene.fixture.otherLabelId], assigneeIds: [scene.cast.people.viewer.id] },
      addLabelIds: [scene.fixture.otherLabelId],
      removeLabelIds: [scene.fixture.labelId],
    }),
  ],
  "task.move": [
    (scene) => ({ ...commandOf(scene), ids: [scene.fixture.subtaskId], parentId: null }),
    (scene) => ({
      ...commandOf(scene),
      ids: [scene.fixture.subtaskId],
      projectId: scene.fixture.other.projectId,
      sectionId: scene.fixture.other.sectionId,
      parentId: scene.fixture.other.taskId,
      after: scene.fixture.other.subtaskId,
      before: scene.fixture.other.subtaskId,
    }),
  ],
  "task.complete": (scene) => ({ ...commandOf(scene), ids: [scene.fixture.taskId] }),
  "task.reopen": (scene) => ({ ...commandOf(scene), ids: [scene.fixture.taskId] }),
  "task.cancel": (scene) => ({ ...commandOf(scene), ids: [scene.fixture.taskId] }),
  "task.duplicate": (scene) => ({ ...commandOf(scene), ...task(scene), newId: scene.fixture.newId() }),
  "task.trash": (scene) => ({ ...commandOf(scene), ids: [scene.fixture.taskId] }),
  "task.restore": (scene) => ({ ...commandOf(scene), ids: [scene.fixture.trashedTaskId] }),
  "task.purge": (scene) => ({ ...commandOf(scene), ids: [scene.fixture.trashedTaskId] }),

  "view.get": ({ fixture: { workspaceId, viewId } }) => ({ workspaceId, id: viewId }),
  "view.list": ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId }),
  "view.create": (scene) => ({
    ...commandOf(scene),
    id: scene.fixture.newId(),
    scope: "project",
    projectId: scene.fixture.projectId,
    name: "New",
    after: scene.fixture.viewId,
    before: scene.fixture.viewId,
  }),
  "view.update": (scene) => ({
    ...commandOf(scene),
    id: scene.fixture.viewId,
    baseVersion: 1,
    set: { layout: "board", groupBy: "section" },
  }),
  "view.move": (scene) => ({
    ...commandOf(scene),
    id: scene.fixture.viewId,
    after: scene.fixture.other.viewId,
    before: scene.fixture.other.viewId,
  }),
  "view.delete": (scene) => ({ ...commandOf(scene), id: scene.fixture.viewId }),

  "trash.list": ({ fixture: { workspaceId, projectId, taskId } }) => ({ workspaceId, projectId, id: taskId }),
};
