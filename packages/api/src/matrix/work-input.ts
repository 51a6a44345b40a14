import { updateTask } from "@docket/core/commands/task/mutations";
import { UpdateTask } from "@docket/schema/task";
import type { Inputs, InputContext } from "./input-context.ts";
import { commandOf } from "./input-context.ts";

const inWorkspace = ({ fixture: { workspaceId } }: InputContext) => ({ workspaceId });
const project = ({ fixture: { workspaceId, projectId } }: InputContext) => ({ workspaceId, id: projectId });
const section = ({ fixture: { workspaceId, sectionId } }: InputContext) => ({ workspaceId, id: sectionId });
const task = ({ fixture: { workspaceId, taskId } }: InputContext) => ({ workspaceId, id: taskId });

/** Returns a filter that contains every ID field. */
const taskFilter = ({ fixture, principals }: InputContext) => ({
  ids: [fixture.taskId],
  projectId: fixture.projectId,
  sectionId: fixture.sectionId,
  parentId: fixture.taskId,
  seriesId: fixture.taskId,
  labelId: fixture.labelId,
  assigneeId: principals.people.editor.id,
});

/** Executes a command as the manager and returns the input for undoing it. */
async function commandToUndo(inputContext: InputContext) {
  const { world, principals, fixture } = inputContext;
  const { version, priority } = await world.runtime.db.task.findFirstOrThrow({ where: { id: fixture.taskId } });
  const set = { priority: (priority + 1) % 4 };
  const input = UpdateTask.parse({ ...commandOf(inputContext), id: fixture.taskId, baseVersion: version, set });
  await updateTask(world.ctxOf(principals.people.manager), input);
  fixture.kinds.set(input.commandId, "command");
  return { ...commandOf(inputContext), undo: input.commandId };
}

/**
 * Inputs for the procedures that concern projects, sections, tasks, comments, labels, folders, views and the change
 * log.
 */
export const WORK_INPUTS: Record<string, Inputs> = {
  "change.follow": inWorkspace,
  "change.list": [
    ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId }),
    ({ fixture: { workspaceId, taskId } }) => ({ workspaceId, entityId: taskId }),
    ({ fixture: { workspaceId }, principals }) => ({ workspaceId, actorId: principals.people.manager.id }),
  ],
  "command.list": inWorkspace,
  "command.undo": commandToUndo,

  "comment.list": ({ fixture: { workspaceId, taskId } }) => ({ workspaceId, taskId }),
  "comment.create": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.newId(),
    taskId: inputContext.fixture.taskId,
    body: "Words",
  }),
  "comment.update": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.commentId,
    baseVersion: 1,
    body: "Words",
  }),
  "comment.trash": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.commentId }),
  "comment.restore": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.trashedCommentId }),
  "comment.purge": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.trashedCommentId }),

  "folder.list": inWorkspace,
  "folder.create": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.newId(),
    name: "New",
    parentId: inputContext.fixture.folderOf(inputContext.me),
  }),
  "folder.update": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.folderOf(inputContext.me),
    baseVersion: 1,
    set: { name: "New" },
  }),
  "folder.move": [
    (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.folderOf(inputContext.me), after: null }),
    async (inputContext) => {
      const { fixture, me, world } = inputContext;
      const parentId = fixture.newId();
      const { workspaceId } = fixture;
      await world.runtime.db.folder.create({
        data: { workspaceId, id: parentId, userId: me.id, name: "Parent", rank: "a1" },
      });
      fixture.kinds.set(parentId, "folder");
      return { ...commandOf(inputContext), id: fixture.folderOf(me), parentId, after: parentId, before: parentId };
    },
  ],
  "folder.delete": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.folderOf(inputContext.me),
  }),

  "label.list": inWorkspace,
  "label.create": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.newId(), name: "New" }),
  "label.update": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.labelId,
    baseVersion: 1,
    set: { color: "red" },
  }),
  "label.move": ({ fixture, ...inputContext }) => ({
    ...commandOf({ fixture, ...inputContext }),
    id: fixture.labelId,
    after: fixture.otherLabelId,
    before: fixture.otherLabelId,
  }),
  "label.delete": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.labelId }),

  "project.get": project,
  "project.list": inWorkspace,
  "project.create": [
    (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.newId(), name: "New" }),
    (inputContext) => ({
      ...commandOf(inputContext),
      id: inputContext.fixture.newId(),
      name: "New",
      folderId: inputContext.fixture.folderOf(inputContext.me),
    }),
  ],
  "project.update": (inputContext) => ({
    ...commandOf(inputContext),
    ...project(inputContext),
    baseVersion: 1,
    set: { name: "New" },
  }),
  "project.move": [
    (inputContext) => ({ ...commandOf(inputContext), ...project(inputContext), isFavourite: true }),
    (inputContext) => ({
      ...commandOf(inputContext),
      ...project(inputContext),
      folderId: inputContext.fixture.folderOf(inputContext.me),
      after: inputContext.fixture.other.projectId,
      before: inputContext.fixture.other.projectId,
    }),
  ],
  "project.duplicate": (inputContext) => ({
    ...commandOf(inputContext),
    ...project(inputContext),
    newId: inputContext.fixture.newId(),
  }),
  "project.trash": (inputContext) => ({ ...commandOf(inputContext), ...project(inputContext) }),
  "project.restore": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.trashedProjectId }),
  "project.purge": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.trashedProjectId }),

  "reminder.list": ({ fixture: { workspaceId, taskId } }) => ({ workspaceId, taskId }),
  "reminder.listPending": inWorkspace,
  "reminder.create": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.newId(),
    taskId: inputContext.fixture.taskId,
    time: { basis: "due", offsetMinutes: 30 },
  }),
  "reminder.update": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.reminderOf(inputContext.me),
    time: { basis: "absolute", when: { date: "2100-01-01", time: "12:00" } },
  }),
  "reminder.delete": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.reminderOf(inputContext.me),
  }),

  "search.tasks": ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId, text: "task" }),

  "section.get": section,
  "section.list": ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId }),
  "section.create": ({ fixture, ...inputContext }) => ({
    ...commandOf({ fixture, ...inputContext }),
    id: fixture.newId(),
    projectId: fixture.projectId,
    name: "New",
    after: fixture.sectionId,
    before: fixture.sectionId,
  }),
  "section.update": (inputContext) => ({
    ...commandOf(inputContext),
    ...section(inputContext),
    baseVersion: 1,
    set: { name: "New" },
  }),
  "section.move": [
    (inputContext) => ({ ...commandOf(inputContext), ...section(inputContext), after: null }),
    (inputContext) => ({
      ...commandOf(inputContext),
      ...section(inputContext),
      projectId: inputContext.fixture.other.projectId,
      after: inputContext.fixture.other.sectionId,
      before: inputContext.fixture.other.sectionId,
    }),
  ],
  "section.duplicate": (inputContext) => ({
    ...commandOf(inputContext),
    ...section(inputContext),
    newId: inputContext.fixture.newId(),
  }),
  "section.trash": (inputContext) => ({ ...commandOf(inputContext), ...section(inputContext) }),
  "section.restore": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.trashedSectionId }),
  "section.purge": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.trashedSectionId }),

  "sync.read": ({ fixture: { workspaceId, taskId } }) => ({ workspaceId, kind: "task", ids: [taskId] }),

  "task.get": task,
  "task.list": (inputContext) => ({ workspaceId: inputContext.fixture.workspaceId, filter: taskFilter(inputContext) }),
  "task.tally": (inputContext) => ({
    workspaceId: inputContext.fixture.workspaceId,
    filter: taskFilter(inputContext),
    by: "section",
  }),
  "task.count": inWorkspace,
  "task.report": ({ fixture }) => ({
    workspaceId: fixture.workspaceId,
    projectId: fixture.projectId,
    from: "2026-11-01",
    to: "2026-11-30",
  }),
  "task.create": [
    ({ fixture, ...inputContext }) => ({
      ...commandOf({ fixture, ...inputContext }),
      id: fixture.newId(),
      projectId: fixture.projectId,
      title: "New",
    }),
    ({ fixture, ...inputContext }) => ({
      ...commandOf({ fixture, ...inputContext }),
      id: fixture.newId(),
      projectId: fixture.projectId,
      sectionId: fixture.sectionId,
      parentId: fixture.taskId,
      title: "New",
      labelIds: [fixture.labelId],
      assigneeIds: [inputContext.principals.people.viewer.id],
      reminders: [{ id: fixture.newId(), time: { basis: "due", offsetMinutes: 30 } }],
      after: fixture.subtaskId,
      before: fixture.subtaskId,
    }),
  ],
  "task.createMany": [
    ({ fixture, ...inputContext }) => ({
      ...commandOf({ fixture, ...inputContext }),
      projectId: fixture.projectId,
      items: [{ id: fixture.newId(), title: "New" }],
    }),
    ({ fixture, ...inputContext }) => ({
      ...commandOf({ fixture, ...inputContext }),
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
          assigneeIds: [inputContext.principals.people.viewer.id],
          reminders: [{ id: fixture.newId(), time: { basis: "due", offsetMinutes: 30 } }],
        },
      ],
    }),
  ],
  "task.update": [
    (inputContext) => ({ ...commandOf(inputContext), ...task(inputContext), baseVersion: 1, set: { title: "New" } }),
    (inputContext) => ({
      ...commandOf(inputContext),
      ...task(inputContext),
      baseVersion: 1,
      set: { labelIds: [inputContext.fixture.otherLabelId], assigneeIds: [inputContext.principals.people.viewer.id] },
    }),
  ],
  "task.updateMany": [
    (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.taskId], set: { priority: 2 } }),
    (inputContext) => ({
      ...commandOf(inputContext),
      ids: [inputContext.fixture.taskId],
      set: { labelIds: [inputContext.fixture.otherLabelId], assigneeIds: [inputContext.principals.people.viewer.id] },
      dueOn: { day: "2026-12-01", timeZone: "Europe/Berlin" },
      addLabelIds: [inputContext.fixture.otherLabelId],
      removeLabelIds: [inputContext.fixture.labelId],
    }),
  ],
  "task.move": [
    (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.subtaskId], parentId: null }),
    (inputContext) => ({
      ...commandOf(inputContext),
      ids: [inputContext.fixture.subtaskId],
      projectId: inputContext.fixture.other.projectId,
      sectionId: inputContext.fixture.other.sectionId,
      parentId: inputContext.fixture.other.taskId,
      after: inputContext.fixture.other.subtaskId,
      before: inputContext.fixture.other.subtaskId,
    }),
  ],
  "task.complete": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.taskId] }),
  "task.reopen": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.taskId] }),
  "task.cancel": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.taskId] }),
  "task.skip": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.taskId] }),
  "task.detach": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.taskId] }),
  "task.duplicate": (inputContext) => ({
    ...commandOf(inputContext),
    ...task(inputContext),
    newId: inputContext.fixture.newId(),
  }),
  "task.trash": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.taskId] }),
  "task.restore": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.trashedTaskId] }),
  "task.purge": (inputContext) => ({ ...commandOf(inputContext), ids: [inputContext.fixture.trashedTaskId] }),

  "view.get": ({ fixture: { workspaceId, viewId } }) => ({ workspaceId, id: viewId }),
  "view.list": ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId }),
  "view.create": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.newId(),
    scope: "project",
    projectId: inputContext.fixture.projectId,
    name: "New",
    after: inputContext.fixture.viewId,
    before: inputContext.fixture.viewId,
  }),
  "view.update": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.viewId,
    baseVersion: 1,
    set: { layout: "board", groupBy: "section" },
  }),
  "view.move": (inputContext) => ({
    ...commandOf(inputContext),
    id: inputContext.fixture.viewId,
    after: inputContext.fixture.other.viewId,
    before: inputContext.fixture.other.viewId,
  }),
  "view.delete": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.viewId }),

  "trash.list": ({ fixture: { workspaceId, projectId, taskId } }) => ({ workspaceId, projectId, id: taskId }),
};
