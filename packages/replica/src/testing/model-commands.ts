import { ranksBetween } from "@docket/schema/rank";
import type { Command, Line, Row } from "../transport.ts";
import { NEW_TASK, Rejected } from "./model-state.ts";
import type { Draft, Fields, Member, ModelEntity, ModelState, ModelTask } from "./model-state.ts";
import { createModelUndo, isEqual } from "./model-undo.ts";

const UNTRACKED = new Set(["version", "updatedAt", "createdAt", "workspaceId", "id"]);
const tracked = (row: Fields) => Object.fromEntries(Object.entries(row).filter(([key]) => !UNTRACKED.has(key)));

/** Creates the commands of the model: `run` changes rows, adds lines to the drafts, and returns the answer. */
export function createModelCommands(state: ModelState) {
  const { model, workspaceId, guestId, tables, tasks, isMember, isReadable, seesLabel, taskRow } = state;

  /** Comments are in the project of their task. */
  const projectOf = (row: Row) => String((tables().task.get(String(row["taskId"])) ?? row)["projectId"]);
  /** Writes a new state of a row and its lines, like `saveEntities`. */
  const save = (entity: ModelEntity, before: Row, after: Row, op: Line["op"], drafts: Draft[]): Row => {
    const changed = Object.keys({ ...before, ...after }).filter(
      (key) => !UNTRACKED.has(key) && !isEqual(before[key], after[key]),
    );
    if (changed.length === 0) return before;
    const stored = { ...after, version: before.version + 1, updatedAt: new Date(model.clock).toISOString() };
    tables()[entity].set(before.id, stored);
    const pick = (row: Row) => Object.fromEntries(changed.map((key) => [key, row[key] ?? null]));
    const readers = (row: Row) => (entity === "label" ? null : entity === "project" ? row.id : projectOf(row));
    const line = { entity, entityId: before.id, version: stored.version, audience: null };
    const hasMoved = readers(before) !== readers(after);
    if (hasMoved) drafts.push({ ...line, op: "leave", projectId: readers(before), before: null, after: null });
    // Lines contain the labels that reads return.
    const logged = entity === "task" ? tracked(taskRow(stored as unknown as ModelTask)) : tracked(stored);
    const fields = hasMoved
      ? { ...logged, createdAt: before["createdAt"] }
      : Object.fromEntries(changed.map((key) => [key, logged[key] ?? null]));
    drafts.push({
      ...line,
      op,
      projectId: readers(after),
      before: pick(before),
      after: fields,
      ...(hasMoved && { isWhole: true }),
    });
    return stored;
  };
  const create = (entity: ModelEntity, row: Row, drafts: Draft[]) => {
    if (tables()[entity].has(row.id)) throw new Rejected("id in use");
    tables()[entity].set(row.id, row);
    const projectId = entity === "label" ? null : entity === "project" ? row.id : projectOf(row);
    drafts.push({
      entity,
      entityId: row.id,
      op: "create",
      projectId,
      audience: null,
      version: 1,
      before: null,
      after: tracked(row),
      isWhole: entity !== "project",
    });
  };
  const requireTask = (userId: string, id: string, trash: "live" | "any" = "live"): ModelTask => {
    const task = tables().task.get(id) as ModelTask | undefined;
    if (!task || !isReadable(userId, task.projectId) || (trash === "live" && task.deletedAt))
      throw new Rejected("not found");
    return task;
  };
  const requireProject = (userId: string, id: unknown, trash: "live" | "any" = "live"): Row => {
    const project = tables().project.get(String(id));
    if (!project || !isMember(userId, id) || (trash === "live" && project.deletedAt)) throw new Rejected("not found");
    return project;
  };
  const below = (id: string, trash: "live" | "any"): ModelTask[] =>
    tasks().flatMap((task) =>
      task.parentId === id && (trash === "any" || !task.deletedAt) ? [task, ...below(task.id, trash)] : [],
    );
  const rankAt = (
    projectId: string,
    parentId: string | null,
    without: readonly string[],
    after: unknown,
    count: number,
  ) => {
    const siblings = tasks()
      .filter(
        (task) =>
          task.projectId === projectId && task.parentId === parentId && !task.deletedAt && !without.includes(task.id),
      )
      .sort((left, right) => (`${String(left["rank"])} ${left.id}` < `${String(right["rank"])} ${right.id}` ? -1 : 1));
    const index = after === null ? 0 : siblings.findIndex((task) => task.id === after) + 1 || siblings.length;
    const [previous, next] = [siblings[index - 1]?.["rank"], siblings[index]?.["rank"]] as (string | undefined)[];
    return ranksBetween(previous ?? null, next ?? null, count);
  };
  const detach = (ids: ReadonlySet<string>, drafts: Draft[]) => {
    for (const task of tasks())
      if (!ids.has(task.id) && task.parentId !== null && ids.has(task.parentId))
        save("task", task, { ...task, parentId: null }, "move", drafts);
  };

  const run = (userId: string, { path, input, commandId }: Command, drafts: Draft[]): unknown => {
    const at = new Date(model.clock).toISOString();
    const made = { workspaceId, version: 1, createdBy: userId, createdAt: at, updatedAt: at, deletedAt: null };
    const id = (input["id"] as string | undefined) ?? "";
    const ids = (input["ids"] ?? []) as string[];
    const set = (input["set"] ?? {}) as Fields;
    switch (path) {
      case "project.create": {
        create("project", { ...made, id, name: String(input["name"]) }, drafts);
        model.state.members.set(id, new Map([[userId, { role: "manager", rank: "a0" }]]));
        return null;
      }
      case "project.update": {
        const before = requireProject(userId, id);
        return { version: save("project", before, { ...before, ...set }, "update", drafts).version };
      }
      case "project.move": {
        requireProject(userId, id);
        const member = model.state.members.get(id)?.get(userId) as Member;
        drafts.push({
          entity: "placement",
          entityId: id,
          op: "move",
          projectId: id,
          audience: userId,
          version: null,
          before: { rank: member.rank },
          after: { rank: input["rank"] },
        });
        member.rank = String(input["rank"]);
        return null;
      }
      case "project.trash":
      case "project.restore": {
        const before = requireProject(userId, id, "any");
        const isTrash = path === "project.trash";
        if (isTrash === (before.deletedAt !== null)) throw new Rejected("not found");
        save("project", before, { ...before, deletedAt: isTrash ? at : null }, isTrash ? "trash" : "restore", drafts);
        return null;
      }
      case "project.purge": {
        const project = requireProject(userId, id, "any");
        if (project.deletedAt === null) throw new Rejected("not found");
        for (const task of tasks()) if (task.projectId === id) tables().task.delete(task.id);
        tables().project.delete(id);
        for (const audience of model.state.members.get(id)?.keys() ?? [])
          drafts.push({
            entity: "project",
            entityId: id,
            op: "purge",
            projectId: null,
            audience,
            version: null,
            before: null,
            after: null,
          });
        model.state.members.delete(id);
        return null;
      }
      case "member.set":
      case "member.remove": {
        const projectId = String(input["projectId"]);
        const member = String(input["userId"]);
        requireProject(userId, projectId);
        const members = model.state.members.get(projectId) as Map<string, Member>;
        const before = members.get(member);
        const role = path === "member.set" ? String(input["role"]) : null;
        if (!role && (!before || members.size === 1)) throw new Rejected("no such member");
        if (before?.role === role) return null;
        if (!role)
          for (const task of tasks())
            if (task.projectId === projectId)
              save(
                "task",
                task,
                { ...task, assigneeIds: (task["assigneeIds"] as string[]).filter((other) => other !== member) },
                "update",
                drafts,
              );
        if (role) members.set(member, { role, rank: before?.rank ?? "a0" });
        else members.delete(member);
        const line = {
          op: role ? "grant" : "revoke",
          projectId,
          version: null,
          before: before ? { role: before.role } : null,
          after: role ? { role } : null,
        } as const;
        drafts.push({ ...line, entity: "member", entityId: member, audience: null });
        drafts.push({ ...line, entity: "access", entityId: projectId, audience: member });
        return null;
      }
      case "label.create":
        if (userId === guestId) throw new Rejected("forbidden");
        return create("label", { ...made, id, name: String(input["name"]) }, drafts);
      case "label.update":
      case "label.delete": {
        const label = tables().label.get(id);
        if (!label || label.deletedAt || !seesLabel(userId, id) || userId === guestId) throw new Rejected("not found");
        if (path === "label.delete") save("label", label, { ...label, deletedAt: at }, "trash", drafts);
        else save("label", label, { ...label, ...set }, "update", drafts);
        return null;
      }
      case "task.create": {
        const projectId = String(input["projectId"]);
        requireProject(userId, projectId);
        const parentId = (input["parentId"] ?? null) as string | null;
        if (parentId !== null && requireTask(userId, parentId).projectId !== projectId)
          throw new Rejected("other project");
        const labels = (input["labelIds"] ?? []) as string[];
        if (labels.some((label) => tables().label.get(label)?.deletedAt !== null)) throw new Rejected("no such label");
        const [rank = ""] = rankAt(projectId, parentId, [], input["after"], 1);
        const { id: _id, title, projectId: _p, parentId: _q, after: _a, ...fields } = input;
        create(
          "task",
          {
            ...made,
            ...NEW_TASK,
            ...fields,
            id,
            title: String(title),
            projectId,
            parentId,
            rank,
            number: model.state.log.length,
          },
          drafts,
        );
        return { version: 1 };
      }
      case "task.update": {
        const task = requireTask(userId, id);
        const base = Number(input["baseVersion"]);
        if (base > task.version) throw new Rejected("invalid");
        const isContested = set["title"] !== undefined && set["title"] !== task.title && base < task.version;
        const since = model.state.log.filter((line) => line.entityId === id && (line.version ?? 0) > base);
        if (isContested && since.some((line) => line.before && "title" in line.before)) throw new Rejected("conflict");
        const labels = set["labelIds"] as string[] | undefined;
        // Links to trashed labels are kept.
        const kept = task.labelIds.filter((label) => tables().label.get(label)?.deletedAt !== null);
        const labelIds = labels ? [...new Set([...labels, ...kept])].sort() : task.labelIds;
        if (labels?.some((label) => tables().label.get(label)?.deletedAt !== null)) throw new Rejected("no such label");
        return { version: save("task", task, { ...task, ...set, labelIds }, "update", drafts).version };
      }
      case "task.complete": {
        const named = ids.map((taskId) => requireTask(userId, taskId));
        const all = new Set([...named, ...ids.flatMap((taskId) => below(taskId, "live"))]);
        for (const task of all)
          if (task["status"] === "open")
            save("task", task, { ...task, status: "done", completedAt: at, completedBy: userId }, "update", drafts);
        return null;
      }
      case "task.reopen":
        for (const task of ids.map((taskId) => requireTask(userId, taskId)))
          save("task", task, { ...task, status: "open", completedAt: null, completedBy: null }, "update", drafts);
        return null;
      case "task.move": {
        const [root] = ids.map((taskId) => requireTask(userId, taskId)) as [ModelTask];
        const projectId = (input["projectId"] as string | undefined) ?? root.projectId;
        requireProject(userId, projectId);
        const isElsewhere = projectId !== root.projectId;
        const parentId = (
          input["parentId"] === undefined ? (isElsewhere ? null : root.parentId) : input["parentId"]
        ) as string | null;
        const tree = [root, ...below(root.id, "any")];
        if (
          parentId !== null &&
          (tree.some((task) => task.id === parentId) || requireTask(userId, parentId).projectId !== projectId)
        )
          throw new Rejected("invalid parent");
        const [rank = ""] = rankAt(projectId, parentId, [root.id], input["after"], 1);
        const members = model.state.members.get(projectId);
        for (const task of tree) {
          if (task.deletedAt && isElsewhere) continue;
          const place = task === root ? { parentId, rank } : {};
          const arrival = isElsewhere
            ? {
                number: task.version * 1000,
                assigneeIds: (task["assigneeIds"] as string[]).filter((one) => members?.has(one)),
              }
            : {};
          save("task", task, { ...task, projectId, ...place, ...arrival }, "move", drafts);
        }
        if (isElsewhere)
          for (const task of tree) {
            const parent = tables().task.get(String(task.parentId));
            if (task.deletedAt && parent && parent["projectId"] !== task.projectId)
              save("task", task, { ...task, parentId: null }, "move", drafts);
          }
        return null;
      }
      case "task.trash": {
        const [root] = ids.map((taskId) => requireTask(userId, taskId)) as [ModelTask];
        for (const task of [root, ...below(root.id, "live")])
          save("task", task, { ...task, deletedAt: at, deletedRoot: root.id }, "trash", drafts);
        return null;
      }
      case "task.restore": {
        const [root] = ids.map((taskId) => requireTask(userId, taskId, "any")) as [ModelTask];
        if (root["deletedRoot"] !== root.id) throw new Rejected("not found");
        const together = tasks().filter((task) => task["deletedRoot"] === root.id);
        for (const task of together) {
          const parent = tables().task.get(String(task.parentId));
          const isKept = parent && (!parent.deletedAt || together.some((other) => other.id === parent.id));
          save(
            "task",
            task,
            { ...task, parentId: isKept ? task.parentId : null, deletedAt: null, deletedRoot: null },
            "restore",
            drafts,
          );
        }
        return null;
      }
      case "task.purge": {
        const [root] = ids.map((taskId) => requireTask(userId, taskId, "any")) as [ModelTask];
        if (!root.deletedAt) throw new Rejected("not found");
        const gone = new Set([
          root.id,
          ...tasks()
            .filter((task) => task["deletedRoot"] === root.id)
            .map((task) => task.id),
        ]);
        detach(gone, drafts);
        for (const taskId of gone) {
          const projectId = String(tables().task.get(taskId)?.["projectId"]);
          tables().task.delete(taskId);
          drafts.push({
            entity: "task",
            entityId: taskId,
            op: "purge",
            projectId,
            audience: null,
            version: null,
            before: null,
            after: null,
          });
        }
        return null;
      }
      case "comment.create": {
        const taskId = String(input["taskId"]);
        requireTask(userId, taskId);
        const comment = { taskId, authorId: userId, body: input["body"], editedAt: null, deletedRoot: null };
        return create("comment", { id, version: 1, createdAt: at, deletedAt: null, workspaceId, ...comment }, drafts);
      }
      case "comment.update":
      case "comment.trash":
      case "comment.restore": {
        const before = tables().comment.get(id);
        const isTrashed = (before?.deletedAt ?? null) !== null;
        if (!before || isTrashed !== (path === "comment.restore")) throw new Rejected("not found");
        requireTask(userId, String(before["taskId"]));
        if (path === "comment.update")
          return save("comment", before, { ...before, body: input["body"], editedAt: at }, "update", drafts);
        const isTrash = path === "comment.trash";
        const after = { ...before, deletedAt: isTrash ? at : null, deletedRoot: isTrash ? id : null };
        return save("comment", before, after, isTrash ? "trash" : "restore", drafts);
      }
      case "command.undo":
        return undo(userId, String(input["undo"]), commandId, drafts);
      default:
        throw new Rejected(`unknown ${path}`);
    }
  };

  const undo = createModelUndo({ ...state, save, below, requireTask });

  return run;
}
