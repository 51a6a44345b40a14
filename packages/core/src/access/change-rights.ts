import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Actor } from "../runtime/actor.ts";
import { projectLimitOf } from "../runtime/actor.ts";
import { PEOPLE_ENTITIES, hasWorkspaceRole, memberProjectIds, projectIdsFor } from "./access.ts";

// The form of `changesFor` that needs no statement, for streams that share one reader of the log.

/** What decides which entries of a workspace's change log a reader can see. */
export type ChangeRights = {
  /** Whether the reader is a member of the workspace or above, and not limited to projects. */
  isMember: boolean;
  /** The projects that the reader is in, including trashed ones. */
  memberProjects: ReadonlySet<Id>;
  /** The projects that the reader can see now. */
  readableProjects: ReadonlySet<Id>;
};

/** The columns from which {@link toChangeRights} creates a reader's rights. */
export type ChangeRightsRow = { is_member: boolean; member_project_ids: Id[]; project_ids: Id[] };

/** Returns the columns of {@link ChangeRightsRow}. */
export function changeRightsColumns(actor: Actor, workspaceId: Id): Prisma.Sql {
  return Prisma.sql`${hasWorkspaceRole(actor, workspaceId, "member")} AS is_member,
    ARRAY(${memberProjectIds(actor, workspaceId, "viewer")}) AS member_project_ids,
    ARRAY(${projectIdsFor(actor, workspaceId, "viewer")}) AS project_ids`;
}

/** Returns the rights that a statement with {@link changeRightsColumns} has read. */
export function toChangeRights(row: ChangeRightsRow): ChangeRights {
  return {
    isMember: row.is_member,
    memberProjects: new Set(row.member_project_ids),
    readableProjects: new Set(row.project_ids),
  };
}

/** What decides who can see an entry of the change log. */
export type LogEntryScope = { entity: string; entity_id: Id; project_id: Id | null; audience: Id | null };

/**
 * Returns whether a reader can see an entry of the change log, as `changesFor` does in SQL. A property test compares
 * both.
 *
 * @param entry not one about a label: who can see it depends on the tasks that have it now
 */
export function canReadChange(actor: Actor, rights: ChangeRights, entry: LogEntryScope): boolean {
  const { entity, project_id: projectId, audience } = entry;
  if (actor.kind !== "user" && PEOPLE_ENTITIES.includes(entity)) return false;
  if (audience !== null) {
    const limit = projectLimitOf(actor);
    return audience === actor.userId && (limit === null || (projectId !== null && limit.includes(projectId)));
  }
  if (projectId === null) return rights.isMember;
  return (entity === "project" ? rights.memberProjects : rights.readableProjects).has(projectId);
}

/** Entities whose entries record that one person has been given or has lost access. */
const ACCESS_ENTITIES = new Set(["member", "workspace_member"]);

/** Entities whose entries can change what anyone can see: for example, one that is trashed or restored. */
const CONTAINERS = new Set(["project", "workspace"]);

/**
 * Returns whose rights an entry of the change log can have changed. Every command that changes what someone can see in
 * a workspace records such an entry in its transaction.
 */
export function rightsChangedBy({ entity, entity_id: entityId }: LogEntryScope): { userId: Id } | "everyone" | null {
  if (CONTAINERS.has(entity)) return "everyone";
  return ACCESS_ENTITIES.has(entity) ? { userId: entityId } : null;
}
