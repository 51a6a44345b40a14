import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { ProjectRole, WorkspaceRole } from "@docket/schema/role";
import { PROJECT_ROLES, WORKSPACE_ROLES, rolesFrom } from "@docket/schema/role";
import type { Actor } from "../runtime/actor.ts";
import { projectLimitOf, tokenIdOf } from "../runtime/actor.ts";

// All access rules. Each rule is a condition in the statement that it guards. Use it as `AND: tasksFor(…)` and never
// spread it: a later key could overwrite the spread condition without a type error.

/**
 * Matches live projects in which the actor has at least this role. No one can access a trashed project until it is
 * restored.
 */
export function projectsFor(actor: Actor, minimum: ProjectRole): Prisma.ProjectWhereInput {
  return { AND: [{ deletedAt: null }, membershipFor(actor, minimum)] };
}

/** Matches projects, including trashed ones, in which the actor has at least this role. */
export function membershipFor(actor: Actor, minimum: ProjectRole): Prisma.ProjectWhereInput {
  const limit = projectLimitOf(actor);
  const member = { userId: actor.userId, role: { in: rolesFrom(PROJECT_ROLES, minimum) } };
  if (limit === null) return { members: { some: member } };
  return { AND: [{ members: { some: member } }, { id: { in: [...limit] } }] };
}

/** Matches live tasks in live projects in which the actor has at least this role. */
export function tasksFor(actor: Actor, minimum: ProjectRole): Prisma.TaskWhereInput {
  return { deletedAt: null, project: projectsFor(actor, minimum) };
}

/** Matches tasks, including trashed ones, in live projects in which the actor has at least this role. */
export function anyTasksFor(actor: Actor, minimum: ProjectRole): Prisma.TaskWhereInput {
  return { project: projectsFor(actor, minimum) };
}

/** Matches live sections in live projects in which the actor has at least this role. */
export function sectionsFor(actor: Actor, minimum: ProjectRole): Prisma.SectionWhereInput {
  return { deletedAt: null, project: projectsFor(actor, minimum) };
}

/** Matches sections, including trashed ones, in live projects in which the actor has at least this role. */
export function anySectionsFor(actor: Actor, minimum: ProjectRole): Prisma.SectionWhereInput {
  return { project: projectsFor(actor, minimum) };
}

/** Matches live comments on live tasks in live projects in which the actor has at least this role. */
export function commentsFor(actor: Actor, minimum: ProjectRole): Prisma.CommentWhereInput {
  return { AND: [{ deletedAt: null }, anyCommentsFor(actor, minimum)] };
}

/**
 * Matches comments, including trashed ones, on live tasks in live projects in which the actor has at least this role.
 */
export function anyCommentsFor(actor: Actor, minimum: ProjectRole): Prisma.CommentWhereInput {
  return { task: tasksFor(actor, minimum) };
}

/** Matches trashed comments that the actor may read and restore: their own and, for a project manager, everyone's. */
export function trashedCommentsFor(actor: Actor): Prisma.CommentWhereInput {
  const own = { authorId: actor.userId, AND: anyCommentsFor(actor, "viewer") };
  return { deletedAt: { not: null }, OR: [own, anyCommentsFor(actor, "manager")] };
}

/** Matches the actor's own live reminders of tasks that they can see. */
export function remindersFor(actor: Actor): Prisma.ReminderWhereInput {
  return { deletedAt: null, userId: actor.userId, task: tasksFor(actor, "viewer") };
}

/** Matches the actor's own reminders, including deleted ones, of tasks that they can see or that are in the trash. */
export function anyRemindersFor(actor: Actor): Prisma.ReminderWhereInput {
  return { userId: actor.userId, task: anyTasksFor(actor, "viewer") };
}

/** Matches workspaces in which the actor has at least this role. */
export function workspacesFor(actor: Actor, minimum: WorkspaceRole): Prisma.WorkspaceWhereInput {
  const limit = actor.kind === "token" ? actor.workspaceId : null;
  const member = { userId: actor.userId, role: { in: rolesFrom(WORKSPACE_ROLES, minimum) } };
  return { AND: [{ deletedAt: null, members: { some: member } }, limit === null ? {} : { id: limit }] };
}

/**
 * Matches workspace members that the actor may see. A member sees everyone, a guest only members of shared projects,
 * and a token limited to projects only members of those projects.
 */
export function peopleFor(actor: Actor): Prisma.WorkspaceMemberWhereInput {
  const sharesProject: Prisma.WorkspaceMemberWhereInput = {
    projects: { some: { project: projectsFor(actor, "viewer") } },
  };
  const shared = { AND: [{ workspace: workspacesFor(actor, "guest") }, sharesProject] };
  return projectLimitOf(actor) === null ? { OR: [{ workspace: workspacesFor(actor, "member") }, shared] } : shared;
}

/**
 * Matches imports that the actor started, as long as they are still a member of the workspace. Project access is not
 * checked, because an import's report only describes the imported file. Matches nothing for a token limited to
 * projects.
 */
export function importsFor(actor: Actor): Prisma.ImportJobWhereInput {
  if (projectLimitOf(actor) !== null) return { id: { in: [] } };
  return { member: { userId: actor.userId, workspace: { deletedAt: null } } };
}

/** Matches the actor's own live folders. Matches nothing for a token limited to projects. */
export function foldersFor(actor: Actor, minimum: WorkspaceRole = "guest"): Prisma.FolderWhereInput {
  return { AND: [{ deletedAt: null }, anyFoldersFor(actor, minimum)] };
}

/** Matches the actor's own folders, including trashed ones. Matches nothing for a token limited to projects. */
export function anyFoldersFor(actor: Actor, minimum: WorkspaceRole): Prisma.FolderWhereInput {
  const own = { userId: actor.userId, member: { workspace: workspacesFor(actor, minimum) } };
  return projectLimitOf(actor) === null ? own : { AND: [own, { id: { in: [] } }] };
}

/** What an actor may do with a saved view. */
export type ViewRight = "see" | "change";

/**
 * Matches live views: the actor's own views, views of projects that the actor can see (for `change`: edit) and, for
 * workspace members and above, the workspace's views. For a token limited to projects, matches only the views of those
 * projects.
 */
export function viewsFor(actor: Actor, right: ViewRight): Prisma.ViewWhereInput {
  return { AND: [{ deletedAt: null }, anyViewsFor(actor, right)] };
}

/** Matches the same views as {@link viewsFor}, including deleted ones. */
export function anyViewsFor(actor: Actor, right: ViewRight): Prisma.ViewWhereInput {
  const ofProject = { scope: "project", project: projectsFor(actor, right === "see" ? "viewer" : "editor") };
  if (projectLimitOf(actor) !== null) return ofProject;
  const own = { scope: "user", ownerId: actor.userId, workspace: workspacesFor(actor, "guest") };
  const ofWorkspace = { scope: "workspace", workspace: workspacesFor(actor, "member") };
  return { OR: [ofProject, own, ofWorkspace] };
}

/** Builds the SQL form of {@link anyViewsFor}: a condition on a view `t` in one workspace. */
export function canAccessView(actor: Actor, workspaceId: Id, right: ViewRight): Prisma.Sql {
  const role = right === "see" ? "viewer" : "editor";
  return Prisma.sql`CASE t.scope
    WHEN 'project' THEN t.project_id IN (${projectIdsFor(actor, workspaceId, role)})
    WHEN 'user' THEN t.owner_id = ${actor.userId}::uuid AND ${hasWorkspaceRole(actor, workspaceId, "guest")}
    ELSE ${hasWorkspaceRole(actor, workspaceId, "member")}
  END`;
}

/**
 * Builds the SQL form of {@link projectsFor}: a subquery of project ids within one workspace, for statements that
 * Prisma cannot express. A test checks that both forms agree.
 */
export function projectIdsFor(actor: Actor, workspaceId: Id, minimum: ProjectRole): Prisma.Sql {
  return Prisma.sql`${memberProjectIds(actor, workspaceId, minimum)} AND EXISTS (
    SELECT 1 FROM project p WHERE p.workspace_id = m.workspace_id AND p.id = m.project_id AND p.deleted_at IS NULL)`;
}

/** Builds the SQL form of {@link membershipFor}: a subquery of project ids within one workspace. */
export function memberProjectIds(actor: Actor, workspaceId: Id, minimum: ProjectRole): Prisma.Sql {
  const limit = projectLimitOf(actor);
  const limited = limit === null ? Prisma.empty : Prisma.sql`AND m.project_id = ANY(${[...limit]}::uuid[])`;
  return Prisma.sql`
    SELECT m.project_id FROM project_member m
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.user_id = ${actor.userId}::uuid
      AND m.role = ANY(${rolesFrom(PROJECT_ROLES, minimum)}) ${limited}`;
}

/**
 * Builds the SQL form of {@link workspacesFor}: a condition on one workspace. It is false for a token limited to
 * projects, which can't access anything that belongs to the workspace as a whole.
 */
export function hasWorkspaceRole(actor: Actor, workspaceId: Id, minimum: WorkspaceRole): Prisma.Sql {
  if (projectLimitOf(actor) !== null) return Prisma.sql`false`;
  return Prisma.sql`EXISTS (
    SELECT 1 FROM workspace_member wm JOIN workspace w ON w.id = wm.workspace_id AND w.deleted_at IS NULL
    WHERE wm.workspace_id = ${workspaceId}::uuid AND wm.user_id = ${actor.userId}::uuid
      AND wm.role = ANY(${rolesFrom(WORKSPACE_ROLES, minimum)}))`;
}

/**
 * Builds a condition on a label `l` in one workspace: the label is on a task that the actor can see, or the actor
 * created it. For a token limited to projects, only the first condition applies. Trashed labels are included.
 */
export function canSeeLabel(actor: Actor, workspaceId: Id): Prisma.Sql {
  // A scalar subquery with a LIMIT instead of EXISTS: with EXISTS, the planner would read all tasks even if the
  // statement only involves a few labels.
  return Prisma.sql`(l.created_by = ${actor.userId}::uuid AND ${hasWorkspaceRole(actor, workspaceId, "guest")} OR coalesce((
    SELECT true FROM task_label tl JOIN task lt ON lt.workspace_id = tl.workspace_id AND lt.id = tl.task_id
    WHERE tl.workspace_id = l.workspace_id AND tl.label_id = l.id AND lt.deleted_at IS NULL
      AND lt.project_id = ANY(ARRAY(${projectIdsFor(actor, workspaceId, "viewer")})) LIMIT 1), false))`;
}

/** Builds the SQL form of {@link trashedCommentsFor}: a condition on a trashed comment `s` of a task `t`. */
export function canSeeTrashedComment(actor: Actor, workspaceId: Id): Prisma.Sql {
  return Prisma.sql`(t.project_id IN (${projectIdsFor(actor, workspaceId, "manager")})
    OR s.author_id = ${actor.userId}::uuid AND t.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")}))`;
}

/** Builds the SQL form of {@link peopleFor}: a condition on a membership `wm` in one workspace. */
export function canSeePerson(actor: Actor, workspaceId: Id): Prisma.Sql {
  return Prisma.sql`(${hasWorkspaceRole(actor, workspaceId, "member")}
    OR EXISTS (SELECT 1 FROM project_member pm
      WHERE pm.workspace_id = wm.workspace_id AND pm.user_id = wm.user_id
        AND pm.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")})))`;
}

/** Entities in the change log that concern people: members of workspaces and projects, and invitations. */
export const PEOPLE_ENTITIES = ["workspace_member", "member", "invitation"];

/**
 * Builds a condition on an entry `c` of the change log: the actor may read it, based on what they can see now. They may
 * read entries addressed to them, entries about projects they are in, entries about labels they can see and, as members
 * or above, all other entries that belong to no project.
 *
 * Members of a project can see in the log that it was trashed or restored, although they can't access it while it is in
 * the trash. Tokens can't read entries about people. `change-rights.ts` contains the same rule for entries in memory.
 */
export function changesFor(actor: Actor, workspaceId: Id): Prisma.Sql {
  const limit = projectLimitOf(actor);
  const { userId } = actor;
  const ofPeople =
    actor.kind === "user" ? Prisma.empty : Prisma.sql`WHEN c.entity = ANY(${PEOPLE_ENTITIES}) THEN false`;
  const inLimit = limit === null ? Prisma.sql`true` : Prisma.sql`c.project_id = ANY(${[...limit]}::uuid[])`;
  return Prisma.sql`CASE ${ofPeople}
    WHEN c.audience IS NOT NULL THEN c.audience = ${userId}::uuid AND ${inLimit}
    WHEN c.entity = 'label' THEN EXISTS (
      SELECT 1 FROM label l WHERE l.workspace_id = ${workspaceId}::uuid AND l.id = c.entity_id AND ${canSeeLabel(actor, workspaceId)})
    WHEN c.project_id IS NULL THEN ${hasWorkspaceRole(actor, workspaceId, "member")}
    WHEN c.entity = 'project' THEN c.project_id IN (${memberProjectIds(actor, workspaceId, "viewer")})
    ELSE c.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")})
  END`;
}

/**
 * Builds a condition on a notification `n` in one workspace: it is the actor's and about something that they can
 * see now. A token can't read notifications.
 */
export function notificationsFor(actor: Actor, workspaceId: Id): Prisma.Sql {
  if (tokenIdOf(actor) !== null) return Prisma.sql`false`;
  const readable = projectIdsFor(actor, workspaceId, "viewer");
  return Prisma.sql`(n.workspace_id = ${workspaceId}::uuid AND n.user_id = ${actor.userId}::uuid
    AND ${hasWorkspaceRole(actor, workspaceId, "guest")}
    AND (n.project_id IS NULL OR n.project_id IN (${readable}))
    AND (n.task_id IS NULL OR EXISTS (SELECT 1 FROM task nt
      WHERE nt.workspace_id = n.workspace_id AND nt.id = n.task_id AND nt.deleted_at IS NULL AND nt.project_id IN (${readable})))
    AND (n.comment_id IS NULL OR EXISTS (SELECT 1 FROM comment nc
      WHERE nc.workspace_id = n.workspace_id AND nc.id = n.comment_id AND nc.deleted_at IS NULL)))`;
}

/**
 * Builds a condition on a task `t`: a person can see it. For jobs, which have no actor.
 *
 * @param userId an SQL expression for the person's id
 */
export function isTaskSeenBy(userId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(t.deleted_at IS NULL AND ${isProjectSeenBy(userId, Prisma.sql`t.workspace_id`, Prisma.sql`t.project_id`)})`;
}

/** Builds a condition on a live project: a person with an active account is its member. */
export function isProjectSeenBy(userId: Prisma.Sql, workspaceId: Prisma.Sql, projectId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM project_member pm JOIN user_account u ON u.id = pm.user_id AND u.status = 'active'
    JOIN project p ON p.workspace_id = pm.workspace_id AND p.id = pm.project_id AND p.deleted_at IS NULL
    JOIN workspace w ON w.id = pm.workspace_id AND w.deleted_at IS NULL
    WHERE pm.workspace_id = ${workspaceId} AND pm.project_id = ${projectId} AND pm.user_id = ${userId})`;
}
