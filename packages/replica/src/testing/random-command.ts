import type { ModelClient, Random } from "./model-run.ts";
import type { ModelServer } from "./model-server.ts";

/** Lets a user do something random with the rows that they see. Returns the command's ID, or null if it did nothing. */
export function writeRandomCommand(
  { replica, newId, userId, name, cancelled, opened }: ModelClient,
  server: ModelServer,
  users: readonly string[],
  random: Random,
): string | null {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[random(items.length || 1)];
  const tasks = replica.queryTasks({ filter: { status: "any" } }).getSnapshot();
  const projects = replica.rows("project");
  const labels = replica.rows("label");
  const task = pick(tasks);
  const project = pick(projects);
  const label = pick(labels);
  const sibling = pick(tasks.filter((other) => other.projectId === task?.projectId && other.id !== task?.id));
  const text = () => `${name} wrote ${newId()}`;
  const projectId = project?.id ?? "";
  const ids = task ? [task.id] : [];

  switch (random(25)) {
    case 0:
    case 1:
    case 2:
      if (!project) return null;
      return replica.write("task.create", {
        id: newId(),
        projectId,
        title: text(),
        parentId: random(3) === 0 && task?.projectId === projectId ? task.id : null,
        labelIds: random(2) === 0 && label ? [label.id] : [],
      });
    case 3:
    case 4:
      if (!task) return null;
      return replica.write("task.update", { id: task.id, baseVersion: task.version, set: { title: text() } });
    case 5:
      if (!task) return null;
      return replica.write("task.update", { id: task.id, baseVersion: task.version, set: { priority: random(4) } });
    case 6:
      if (!task || !label) return null;
      return replica.write("task.update", {
        id: task.id,
        baseVersion: task.version,
        set: { labelIds: task.labelIds.includes(label.id) ? [] : [label.id] },
      });
    case 7:
    case 8:
      if (!task || !project) return null;
      return replica.write("task.move", { ids, projectId });
    case 9:
      if (!task) return null;
      return replica.write("task.move", { ids, after: random(2) === 0 ? null : sibling?.id });
    case 10:
      if (!task || !sibling) return null;
      return replica.write("task.move", { ids, parentId: task.parentId === null ? sibling.id : null });
    case 11:
      return task ? replica.write("task.complete", { ids }) : null;
    case 12:
      return task ? replica.write(random(2) === 0 ? "task.trash" : "task.reopen", { ids }) : null;
    case 13: {
      const trashed = pick(server.all("task").filter((row) => row["deletedRoot"] === row.id));
      return trashed ? replica.write(random(3) === 0 ? "task.purge" : "task.restore", { ids: [trashed.id] }) : null;
    }
    case 14:
      return project ? replica.write("project.trash", { id: projectId }) : null;
    case 15: {
      const trashed = pick(server.all("project").filter(({ deletedAt }) => deletedAt));
      return trashed ? replica.write(random(6) === 0 ? "project.purge" : "project.restore", { id: trashed.id }) : null;
    }
    case 16:
    case 17: {
      if (!project) return null;
      const other = pick(users) ?? userId;
      const role = random(3) === 0 ? "editor" : "manager";
      if (random(2) === 0) return replica.write("member.remove", { projectId, userId: other });
      return replica.write("member.set", { projectId, userId: other, role });
    }
    case 20:
      // Reads the details of a task, and keeps them current for some time.
      if (!task) return null;
      opened.push(replica.openTask(task.id));
      if (opened.length > 2) opened.shift()?.();
      return replica.write("task.update", { id: task.id, baseVersion: task.version, set: { description: text() } });
    case 21:
      return task ? replica.write("comment.create", { id: newId(), taskId: task.id, body: text() }) : null;
    case 22: {
      const comment = pick(replica.rows("comment"));
      if (!comment) return null;
      if (random(2) === 0) return replica.write("comment.trash", { id: comment.id });
      return replica.write("comment.update", { id: comment.id, baseVersion: comment.version, body: text() });
    }
    case 23: {
      const trashed = pick(server.all("comment").filter(({ deletedAt }) => deletedAt));
      return trashed ? replica.write("comment.restore", { id: trashed.id }) : null;
    }
    case 18:
      if (random(2) === 0 || !label) return replica.write("label.create", { id: newId(), name: text() });
      return replica.write(random(2) === 0 ? "label.update" : "label.delete", { id: label.id, set: { name: text() } });
    case 19:
      return random(3) === 0
        ? replica.write("project.create", { id: newId(), name: text() })
        : project
          ? replica.write("project.move", { id: projectId, rank: `a${random(10)}` })
          : null;
    default: {
      const own = [...replica.outbox.pending().map(({ commandId }) => commandId), ...server.commandsOf(userId)];
      const undone = pick(own.slice(-6));
      if (undone === undefined) return null;
      const command = replica.outbox.pending().find(({ commandId }) => commandId === undone);
      const undo = replica.undo(undone);
      if (undo === null && command) cancelled.push(command);
      return undo;
    }
  }
}
