import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { ProjectRole, WorkspaceRole } from "@docket/schema/role";
import { PROJECT_ROLES, WORKSPACE_ROLES, rolesFrom } from "@docket/schema/role";
import type { Actor } from "./actor.ts";
import { projectLimitOf } from "./actor.ts";

// Who may touch what, all in one place. Each rule is a condition that stands inside the statement it guards; use it as
// `AND: tasksFor(…)`, never spread, because a spread can be overwritten without a type error.

/** Projects in which the actor has at least this role. A trashed project is nobody's until it is restored. */
export function projectsFor(actor: Actor, minimum: ProjectRole): Prisma.ProjectWhereInput {
  return { AND: [{ deletedAt: null }, membershipFor(actor, minimum)] };
}

/** Projects, trashed ones too, in which the actor has at least this role. */
export function membershipFor(actor: Actor, minimum: ProjectRole): Prisma.ProjectWhereInput {
  const limit = projectLimitOf(actor);
  const member = { userId: actor.userId, role: { in: rolesFrom(PROJECT_ROLES, minimum) } };
  if (limit === null) return { members: { some: member } };
  return { AND: [{ members: { some: member } }, { id: { in: [...limit] } }] };
}

/** Live tasks in such projects. */
export function tasksFor(actor: Actor, minimum: ProjectRole): Prisma.TaskWhereInput {
  return { deletedAt: null, project: projectsFor(actor, minimum) };
}

/** Tasks, trashed ones too, in such projects. */
export function anyTasksFor(actor: Actor, minimum: ProjectRole): Prisma.TaskWhereInput {
  return { project: projectsFor(actor, minimum) };
}

/** Live sections in such projects. */
export function sectionsFor(actor: Actor, minimum: ProjectRole): Prisma.SectionWhereInput {
  return { deletedAt: null, project: projectsFor(actor, minimum) };
}

/** Sections, trashed ones too, in such projects. */
export function anySectionsFor(actor: Actor, minimum: ProjectRole): Prisma.SectionWhereInput {
  return { project: projectsFor(actor, minimum) };
}

/** Live comments on live tasks in such projects. */
export function commentsFor(actor: Actor, minimum: ProjectRole): Prisma.CommentWhereInput {
  return { AND: [{ deletedAt: null }, anyCommentsFor(actor, minimum)] };
}

/** Comments, trashed ones too, on live tasks in such projects. */
export function anyCommentsFor(actor: Actor, minimum: ProjectRole): Prisma.CommentWhereInput {
  return { task: tasksFor(actor, minimum) };
}

/** Trashed comments that the actor may read and bring back: their own, and, as a manager, those of others. */
export function trashedCommentsFor(actor: Actor): Prisma.CommentWhereInput {
  const own = { authorId: actor.userId, AND: anyCommentsFor(actor, "viewer") };
  return { deletedAt: { not: null }, OR: [own, anyCommentsFor(actor, "manager")] };
}

/** Workspaces in which the actor has at least this role. */
export function workspacesFor(actor: Actor, minimum: WorkspaceRole): Prisma.WorkspaceWhereInput {
  const limit = actor.kind === "token" ? actor.workspaceId : null;
  const member = { userId: actor.userId, role: { in: rolesFrom(WORKSPACE_ROLES, minimum) } };
  return { AND: [{ deletedAt: null, members: { some: member } }, limit === null ? {} : { id: limit }] };
}

/**
 * Fellow members of workspaces: all of them for a member; for a guest only those who share a project with them, and for a
 * token limited to projects those who are in one of them.
 */
export function peopleFor(actor: Actor): Prisma.WorkspaceMemberWhereInput {
  const sharesProject: Prisma.WorkspaceMemberWhereInput = {
    projects: { some: { project: projectsFor(actor, "viewer") } },
  };
  const shared = { AND: [{ workspace: workspacesFor(actor, "guest") }, sharesProject] };
  return projectLimitOf(actor) === null ? { OR: [{ workspace: workspacesFor(actor, "member") }, shared] } : shared;
}

/**
 * Imports are the actor's own, as long as they belong to the workspace: their reports tell of files, not of projects. A
 * token limited to projects has none.
 */
export function importsFor(actor: Actor): Prisma.ImportJobWhereInput {
  if (projectLimitOf(actor) !== null) return { id: { in: [] } };
  return { member: { userId: actor.userId, workspace: { deletedAt: null } } };
}

/** Live folders. They are the actor's own; a token limited to projects has none. */
export function foldersFor(actor: Actor, minimum: WorkspaceRole = "guest"): Prisma.FolderWhereInput {
  return { AND: [{ deletedAt: null }, anyFoldersFor(actor, minimum)] };
}

/** Such folders, trashed ones too. */
export function anyFoldersFor(actor: Actor, minimum: WorkspaceRole): Prisma.FolderWhereInput {
  const own = { userId: actor.userId, member: { workspace: workspacesFor(actor, minimum) } };
  return projectLimitOf(actor) === null ? own : { AND: [own, { id: { in: [] } }] };
}

/** What somebody may do with a saved view. */
export type ViewRight = "see" | "change";

/**
 * Live views: the actor's own, those of projects that they see (to change them they must be editor), and, for whoever is
 * more than a guest, those of the workspace. A token limited to projects has theirs alone.
 */
export function viewsFor(actor: Actor, right: ViewRight): Prisma.ViewWhereInput {
  return { AND: [{ deletedAt: null }, anyViewsFor(actor, right)] };
}

/** Such views, deleted ones too. */
export function anyViewsFor(actor: Actor, right: ViewRight): Prisma.ViewWhereInput {
  const ofProject = { scope: "project", project: projectsFor(actor, right === "see" ? "viewer" : "editor") };
  if (projectLimitOf(actor) !== null) return ofProject;
  const own = { scope: "user", ownerId: actor.userId, workspace: workspacesFor(actor, "guest") };
  const ofWorkspace = { scope: "workspace", workspace: workspacesFor(actor, "member") };
  return { OR: [ofProject, own, ofWorkspace] };
}

/** The same as {@link anyViewsFor} as a condition on a view `t` of one workspace. */
export function viewIsFor(actor: Actor, workspaceId: Id, right: ViewRight): Prisma.Sql {
  const role = right === "see" ? "viewer" : "editor";
  return Prisma.sql`CASE t.scope
    WHEN 'project' THEN t.project_id IN (${projectIdsFor(actor, workspaceId, role)})
    WHEN 'user' THEN t.owner_id = ${actor.userId}::uuid AND ${hasWorkspaceRole(actor, workspaceId, "guest")}
    ELSE ${hasWorkspaceRole(actor, workspaceId, "member")}
  END`;
}

/**
 * The same as {@link projectsFor} for statements that Prisma's language cannot say: a subquery of project ids within one
 * workspace. A test holds the two together.
 */
export function projectIdsFor(actor: Actor, workspaceId: Id, minimum: ProjectRole): Prisma.Sql {
  return Prisma.sql`${memberProjectIds(actor, workspaceId, minimum)} AND EXISTS (
    SELECT 1 FROM project p WHERE p.workspace_id = m.workspace_id AND p.id = m.project_id AND p.deleted_at IS NULL)`;
}

/** The same as {@link membershipFor}, as a subquery of project ids within one workspace. */
export function memberProjectIds(actor: Actor, workspaceId: Id, minimum: ProjectRole): Prisma.Sql {
  const limit = projectLimitOf(actor);
  const limited = limit === null ? Prisma.empty : Prisma.sql`AND m.project_id = ANY(${[...limit]}::uuid[])`;
  return Prisma.sql`
    SELECT m.project_id FROM project_member m
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.user_id = ${actor.userId}::uuid
      AND m.role = ANY(${rolesFrom(PROJECT_ROLES, minimum)}) ${limited}`;
}

/**
 * The same as {@link workspacesFor} as a condition of a statement on one workspace. What belongs to the workspace as a whole
 * is out of reach of a token that is limited to projects.
 */
export function hasWorkspaceRole(actor: Actor, workspaceId: Id, minimum: WorkspaceRole): Prisma.Sql {
  if (projectLimitOf(actor) !== null) return Prisma.sql`false`;
  return Prisma.sql`EXISTS (
    SELECT 1 FROM workspace_member wm JOIN workspace w ON w.id = wm.workspace_id AND w.deleted_at IS NULL
    WHERE wm.workspace_id = ${workspaceId}::uuid AND wm.user_id = ${actor.userId}::uuid
      AND wm.role = ANY(${rolesFrom(WORKSPACE_ROLES, minimum)}))`;
}

/**
 * A condition on a label `l` of one workspace: it is on a task that the actor sees, or they created it. A token limited to
 * projects has only the former. It holds for trashed labels too.
 */
export function seesLabel(actor: Actor, workspaceId: Id): Prisma.Sql {
  // A scalar with a limit, not EXISTS: the planner would read all tasks for that, however few labels are asked about.
  return Prisma.sql`(l.created_by = ${actor.userId}::uuid AND ${hasWorkspaceRole(actor, workspaceId, "guest")} OR coalesce((
    SELECT true FROM task_label tl JOIN task lt ON lt.workspace_id = tl.workspace_id AND lt.id = tl.task_id
    WHERE tl.workspace_id = l.workspace_id AND tl.label_id = l.id AND lt.deleted_at IS NULL
      AND lt.project_id = ANY(ARRAY(${projectIdsFor(actor, workspaceId, "viewer")})) LIMIT 1), false))`;
}

/** The same as {@link trashedCommentsFor}, as a condition on a trashed comment `s` of a task `t`. */
export function seesTrashedComment(actor: Actor, workspaceId: Id): Prisma.Sql {
  return Prisma.sql`(t.project_id IN (${projectIdsFor(actor, workspaceId, "manager")})
    OR s.author_id = ${actor.userId}::uuid AND t.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")}))`;
}

/** The same as {@link peopleFor}, as a condition on a membership `wm` of one workspace. */
export function personIsSeenBy(actor: Actor, workspaceId: Id): Prisma.Sql {
  return Prisma.sql`(${hasWorkspaceRole(actor, workspaceId, "member")}
    OR EXISTS (SELECT 1 FROM project_member pm
      WHERE pm.workspace_id = wm.workspace_id AND pm.user_id = wm.user_id
        AND pm.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")})))`;
}

/** What the change log tells of people: who is in a workspace or project, as what, and who was invited. */
const OF_PEOPLE = ["workspace_member", "member", "invitation"];

/**
 * Lines `c` of the change log that the actor may read, by what they may see now: those addressed to them, those of projects
 * they are in, those of labels that they see, and, for whoever is more than a guest, the others that belong to no project.
 * That a project was trashed or came back is told to its members although it is nobody's while it lies there. No token
 * reaches what it tells of people.
 */
export function changesFor(actor: Actor, workspaceId: Id): Prisma.Sql {
  const limit = projectLimitOf(actor);
  const { userId } = actor;
  const ofPeople = actor.kind === "user" ? Prisma.empty : Prisma.sql`WHEN c.entity = ANY(${OF_PEOPLE}) THEN false`;
  const inLimit = limit === null ? Prisma.sql`true` : Prisma.sql`c.project_id = ANY(${[...limit]}::uuid[])`;
  return Prisma.sql`CASE ${ofPeople}
    WHEN c.audience IS NOT NULL THEN c.audience = ${userId}::uuid AND ${inLimit}
    WHEN c.entity = 'label' THEN EXISTS (
      SELECT 1 FROM label l WHERE l.workspace_id = ${workspaceId}::uuid AND l.id = c.entity_id AND ${seesLabel(actor, workspaceId)})
    WHEN c.project_id IS NULL THEN ${hasWorkspaceRole(actor, workspaceId, "member")}
    WHEN c.entity = 'project' THEN c.project_id IN (${memberProjectIds(actor, workspaceId, "viewer")})
    ELSE c.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")})
  END`;
}
