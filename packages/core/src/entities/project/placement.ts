import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import type { ProjectRole } from "@docket/schema/role";
import { membershipFor, memberProjectIds, projectsFor } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { LostRace } from "../../log/command/lost-race.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference } from "../../log/record.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { projectInclude, toProject } from "./row.ts";

/** Position of a project in the actor's own sidebar. `id` is the project's id. */
export type Placement = Pick<Project, "workspaceId" | "id" | "rank" | "folderId" | "isFavourite">;

/** A project's placement before and after a change. */
export type PlacementChange = { before: Placement; after: Placement; op?: ChangeOp };

/** Returns the actor's own placements of the given projects, if the actor has at least this role in them. */
export async function findPlacements(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  minimum: ProjectRole,
  trash: "live" | "any" = "live",
): Promise<Placement[]> {
  const access = trash === "live" ? projectsFor(actor, minimum) : membershipFor(actor, minimum);
  const rows = await db.project.findMany({
    where: { workspaceId, id: { in: ids }, AND: access },
    include: projectInclude(actor),
  });
  return rows.map(toProject).map(placementOf);
}

/** Returns a project's placement in the caller's sidebar. */
export function placementOf({ workspaceId, id, rank, folderId, isFavourite }: Project): Placement {
  return { workspaceId, id, rank, folderId, isFavourite };
}

/**
 * Writes the positions of projects in the actor's sidebar, and records them in the change log for the actor only. The
 * last write wins, because only the actor can change them.
 *
 * @throws LostRace if the actor is no longer a member of one of the projects
 */
export async function savePlacements(ctx: Ctx, scope: CommandScope, changes: PlacementChange[]): Promise<Placement[]> {
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  const [first] = real;
  if (!first) return changes.map(({ before }) => before);
  const { workspaceId } = first.before;
  const { userId } = ctx.actor;
  const rows = real.map(({ after }) => ({
    project_id: after.id,
    rank: after.rank,
    folder_id: after.folderId,
    is_favourite: after.isFavourite,
  }));
  const written = await scope.tx.$executeRaw`
    UPDATE project_member t SET rank = r.rank, folder_id = r.folder_id, is_favourite = r.is_favourite
    FROM jsonb_populate_recordset(null::project_member, ${JSON.stringify(rows)}::jsonb) r
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.user_id = ${userId}::uuid AND t.project_id = r.project_id
      AND t.project_id IN (${memberProjectIds(ctx.actor, workspaceId, "viewer")})`;
  if (written !== rows.length) throw new LostRace();
  for (const { before, after, op = "move" } of real) {
    const changed = difference(before, after);
    if (!changed) continue;
    scope.record({
      entity: "placement",
      entityId: after.id,
      op,
      projectId: after.id,
      audience: userId,
      version: null,
      ...changed,
    });
  }
  return changes.map(({ after }) => after);
}
