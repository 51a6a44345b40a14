import { issueOneTimeToken } from "@docket/core/identity/account/one-time-token";
import type { Person, World } from "@docket/core/testing/world";
import type { Id } from "@docket/schema/id";
import type { TaskRecurrence } from "@docket/schema/task-recurrence";
import { uuidv7 } from "@docket/schema/uuid";
import type { Principals } from "./principals.ts";

/** The kind of entity that an ID identifies. `new` is for an entity that does not exist yet. */
export type Kind =
  | "new"
  | "workspace"
  | "project"
  | "section"
  | "task"
  | "label"
  | "comment"
  | "folder"
  | "view"
  | "reminder"
  | "notification"
  | "invitation"
  | "command"
  | "person"
  | "import"
  | "session"
  | "apiToken"
  | "account"
  | "mail";

/** A project with entities of every kind. */
export type FixtureProject = {
  projectId: Id;
  sectionId: Id;
  trashedSectionId: Id;
  taskId: Id;
  subtaskId: Id;
  trashedTaskId: Id;
  commentId: Id;
  trashedCommentId: Id;
  /** A view shared with the project's members. */
  viewId: Id;
};

/** A workspace that the principals use and that no call has changed yet. */
export type Fixture = FixtureProject & {
  workspaceId: Id;
  slug: string;
  /** Another of the manager's projects. One of the tokens is limited to it. */
  other: FixtureProject;
  /** A project in the same workspace whose only member is the workspace's owner. */
  hidden: FixtureProject;
  trashedProjectId: Id;
  labelId: Id;
  otherLabelId: Id;
  invitationId: Id;
  /** The secret of the invitation link. */
  invitationToken: string;
  folderOf: (person: Person) => Id;
  /** A person's reminder of the task, and their notification about it. */
  reminderOf: (person: Person) => Id;
  notificationOf: (person: Person) => Id;
  /** The kind of each ID that a test can use in inputs. */
  kinds: Map<Id, Kind>;
  newId: () => Id;
};

type Member = { person: Person; role: string };

/** Creates a workspace in the database, with principals as its members. */
export async function createFixture(world: World, principals: Principals): Promise<Fixture> {
  const { people } = principals;
  const { db } = world.runtime;
  const kinds = new Map<Id, Kind>(Object.values(people).map((person) => [person.id, "person"]));
  const id = (kind: Kind): Id => {
    const made = uuidv7();
    kinds.set(made, kind);
    return made;
  };
  const workspaceId = id("workspace");
  const slug = `w-${workspaceId.slice(-12)}`;
  const roles: [Person, string][] = [
    [people.owner, "owner"],
    [people.workspaceAdmin, "admin"],
    [people.guest, "guest"],
    ...[people.exMember, people.viewer, people.commenter, people.editor, people.manager].map(asMember),
    ...[people.unverified, people.suspended].map(asMember),
  ];
  const folders = new Map(roles.map(([person]) => [person.id, id("folder")]));
  const reminders = new Map(roles.map(([person]) => [person.id, id("reminder")]));
  const notifications = new Map(roles.map(([person]) => [person.id, id("notification")]));
  const labels = [id("label"), id("label")] as const;
  const team: Member[] = [
    { person: people.manager, role: "manager" },
    { person: people.unverified, role: "manager" },
    { person: people.suspended, role: "manager" },
    { person: people.editor, role: "editor" },
    { person: people.commenter, role: "commenter" },
    { person: people.viewer, role: "viewer" },
    { person: people.guest, role: "viewer" },
  ];
  const rows = createEmptyRows();
  const addFixtureProject = (key: string, by: Person, members: Member[], isTrashed = false) =>
    pushProjectRows(rows, {
      workspaceId,
      key,
      labelId: labels[0],
      by,
      members,
      isTrashed,
      id,
      now: world.runtime.clock(),
    });
  const shared = addFixtureProject("SHARED", people.manager, team);
  const other = addFixtureProject("OTHER", people.manager, [{ person: people.manager, role: "manager" }]);
  const hidden = addFixtureProject("HIDDEN", people.owner, [{ person: people.owner, role: "manager" }]);
  const trashed = addFixtureProject("TRASHED", people.manager, team, true);
  rows.taskLabels.push({ workspaceId, taskId: shared.subtaskId, labelId: labels[1] });

  await db.$transaction([
    db.workspace.create({ data: { id: workspaceId, slug, name: "Fixture" } }),
    db.workspaceCounter.create({ data: { workspaceId } }),
    db.workspaceMember.createMany({ data: roles.map(([{ id: userId }, role]) => ({ workspaceId, userId, role })) }),
    db.folder.createMany({
      data: [...folders].map(([userId, folder]) => ({ workspaceId, id: folder, userId, name: "Folder", rank: "a0" })),
    }),
    db.label.createMany({
      data: labels.map((label, index) => ({
        workspaceId,
        id: label,
        name: `Label ${index}`,
        nameFolded: `label ${index}`,
        rank: `a${index}`,
        createdBy: people.owner.id,
      })),
    }),
    db.project.createMany({ data: rows.projects }),
    db.projectCounter.createMany({ data: rows.counters }),
    db.projectMember.createMany({ data: rows.members }),
    db.section.createMany({ data: rows.sections }),
    db.task.createMany({ data: rows.tasks }),
    db.taskLabel.createMany({ data: rows.taskLabels }),
    db.comment.createMany({ data: rows.comments }),
    db.view.createMany({ data: rows.views }),
    db.reminder.createMany({
      data: [...reminders].map(([userId, reminder]) => ({
        workspaceId,
        id: reminder,
        taskId: shared.taskId,
        userId,
        basis: "due",
        offsetMinutes: 10,
      })),
    }),
    db.notification.createMany({
      data: [...notifications].map(([userId, notification]) => ({
        workspaceId,
        id: notification,
        taskId: shared.taskId,
        userId,
        kind: "assigned",
        dedupeKey: "fixture",
      })),
    }),
    db.apiToken.update({
      where: { id: principals.tokens.everything.id },
      data: { workspaceId, projectIds: [other.projectId] },
    }),
  ]);
  return {
    ...shared,
    workspaceId,
    slug,
    other,
    hidden,
    trashedProjectId: trashed.projectId,
    labelId: labels[0],
    otherLabelId: labels[1],
    ...(await invite(world, people.manager, workspaceId, shared.projectId, id("invitation"))),
    folderOf: (person) => folders.get(person.id) ?? folders.get(people.manager.id) ?? "",
    reminderOf: (person) => reminders.get(person.id) ?? reminders.get(people.manager.id) ?? "",
    notificationOf: (person) => notifications.get(person.id) ?? notifications.get(people.manager.id) ?? "",
    kinds,
    newId: () => id("new"),
  };
}

function asMember(person: Person): [Person, string] {
  return [person, "member"];
}

type FixtureProjectOptions = {
  workspaceId: Id;
  key: string;
  labelId: Id;
  by: Person;
  members: Member[];
  isTrashed: boolean;
  id: (kind: Kind) => Id;
  now: Date;
};

type Shown = { layout: string; sortBy: string; direction: string; rank: string };
type Trash = { deletedAt: Date; deletedRoot: Id } | object;

/** Returns empty lists, one per table, for collecting the rows of several projects and inserting them together. */
function createEmptyRows() {
  return {
    projects: [] as { workspaceId: Id; id: Id; key: string; name: string; createdBy: Id; deletedAt: Date | null }[],
    counters: [] as { workspaceId: Id; projectId: Id; nextNumber: number }[],
    members: [] as { workspaceId: Id; projectId: Id; userId: Id; role: string; rank: string }[],
    sections: [] as ({ workspaceId: Id; id: Id; projectId: Id; name: string; rank: string; createdBy: Id } & Trash)[],
    tasks: [] as ({
      workspaceId: Id;
      id: Id;
      projectId: Id;
      number: number;
      title: string;
      searchText: string;
      rank: string;
      createdBy: Id;
      sectionId?: Id;
      parentId?: Id;
      seriesId?: Id;
      recurrence?: TaskRecurrence;
      occurrenceOn?: Date;
    } & Trash)[],
    taskLabels: [] as { workspaceId: Id; taskId: Id; labelId: Id }[],
    views: [] as ({ workspaceId: Id; id: Id; scope: string; projectId: Id; name: string; createdBy: Id } & Shown)[],
    comments: [] as ({ workspaceId: Id; id: Id; taskId: Id; authorId: Id; body: string } & Trash)[],
  };
}

function pushProjectRows(rows: ReturnType<typeof createEmptyRows>, planting: FixtureProjectOptions): FixtureProject {
  const { workspaceId, key, labelId, by, members, isTrashed, id, now } = planting;
  const projectId = id("project");
  const place = {
    projectId,
    sectionId: id("section"),
    trashedSectionId: id("section"),
    taskId: id("task"),
    subtaskId: id("task"),
    trashedTaskId: id("task"),
    commentId: id("comment"),
    trashedCommentId: id("comment"),
    viewId: id("view"),
  };
  const { sectionId, taskId } = place;
  const daily = {
    recurrence: { rule: "FREQ=DAILY;WKST=MO", start: { date: "2026-12-01" }, from: "schedule", catchUp: "skip" },
    occurrenceOn: new Date("2026-12-01T00:00:00Z"),
  } as const;
  const trashed = (root: Id): Trash => ({ deletedAt: now, deletedRoot: root });
  const createdBy = by.id;
  rows.projects.push({ workspaceId, id: projectId, key, name: key, createdBy, deletedAt: isTrashed ? now : null });
  rows.counters.push({ workspaceId, projectId, nextNumber: 10 });
  for (const { person, role } of members)
    rows.members.push({ workspaceId, projectId, userId: person.id, role, rank: "a0" });
  const section = { workspaceId, projectId, name: "Section", createdBy };
  rows.sections.push(
    { ...section, id: sectionId, rank: "a0" },
    { ...section, id: place.trashedSectionId, rank: "a1", ...trashed(place.trashedSectionId) },
  );
  const task = { workspaceId, projectId, sectionId, title: "Task", searchText: " task ", createdBy };
  rows.tasks.push(
    { ...task, id: taskId, number: 1, rank: "a0", ...daily, seriesId: taskId },
    { ...task, id: place.subtaskId, number: 2, rank: "a0", parentId: taskId },
    { ...task, id: place.trashedTaskId, number: 3, rank: "a1", ...trashed(place.trashedTaskId) },
  );
  rows.taskLabels.push({ workspaceId, taskId, labelId });
  const shown = { layout: "list", sortBy: "manual", direction: "ascending", rank: "a0" };
  rows.views.push({ workspaceId, projectId, scope: "project", id: place.viewId, name: "View", createdBy, ...shown });
  const comment = { workspaceId, taskId, authorId: by.id, body: "Comment" };
  rows.comments.push(
    { ...comment, id: place.commentId },
    { ...comment, id: place.trashedCommentId, ...trashed(place.trashedCommentId) },
  );
  return place;
}

async function invite({ runtime }: World, person: Person, workspaceId: Id, projectId: Id, invitationId: Id) {
  const { db, clock } = runtime;
  const payload = { workspaceId, invitationId };
  const token = await issueOneTimeToken(db, clock(), { purpose: "invite", userId: null, email: null, payload });
  const { expiresAt } = token;
  await db.invitation.create({
    data: { workspaceId, id: invitationId, projectId, email: null, role: "editor", createdBy: person.id, expiresAt },
  });
  return { invitationId, invitationToken: token.secret };
}

/** Counts all writes in a workspace. A rejected call must not change this number. */
export async function countWrites({ runtime }: World, workspaceId: Id): Promise<number> {
  const [row] = await runtime.db.$queryRaw<{ count: number }[]>`
    SELECT ((SELECT count(*) FROM change WHERE workspace_id = ${workspaceId}::uuid)
      + (SELECT count(*) FROM command WHERE workspace_id = ${workspaceId}::uuid)
      + (SELECT count(*) FROM import_job WHERE workspace_id = ${workspaceId}::uuid))::int AS count`;
  return row?.count ?? 0;
}
