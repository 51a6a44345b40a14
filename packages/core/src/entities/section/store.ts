import { Prisma } from "@docket/db/generated/client";
import type { Section } from "@docket/schema/section";
import { projectIdsFor } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { writeRows } from "../../log/command/write-rows.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference, tracked } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { sectionColumns } from "./row.ts";

/** A section before and after a change. */
export type SectionChange = { before: Section; after: Section; op?: ChangeOp };

/**
 * Writes new states of sections of one workspace and records the changes. For a move, the actor must be an editor of
 * both projects.
 *
 * @throws LostRace when a row has changed since it was read, or the actor has lost the role
 */
export async function saveSections(ctx: Ctx, scope: CommandScope, changes: SectionChange[]): Promise<Section[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const now = ctx.now();
  const real = new Set(changes.filter(({ before, after }) => difference(before, after) !== null));
  const editable = projectIdsFor(ctx.actor, workspaceId, "editor");
  const guard = Prisma.sql`t.project_id IN (${editable}) AND r.project_id IN (${editable})`;
  const rows = [...real].map(({ before, after }) => ({ ...sectionColumns(after), version: before.version }));
  await writeRows(scope.tx, "section", workspaceId, rows, guard, now);
  return changes.map((change) => {
    if (!real.has(change)) return change.before;
    const after = { ...change.after, version: change.before.version + 1, updatedAt: now.toISOString() };
    recordSection(scope, { ...change, after });
    return after;
  });
}

function recordSection({ record }: CommandScope, { before, after, op = "update" }: SectionChange): void {
  const changed = difference(before, after);
  if (!changed) return;
  const line = { entity: "section", entityId: after.id, audience: null, version: after.version };
  const hasMoved = before.projectId !== after.projectId;
  if (hasMoved) record({ ...line, op: "leave", projectId: before.projectId, before: null, after: null });
  record({
    ...line,
    op,
    projectId: after.projectId,
    before: changed.before,
    after: hasMoved ? tracked(after) : changed.after,
  });
}

/** Inserts and records a new section; see {@link insertSections}. */
export function insertSection(scope: CommandScope, section: Section): Promise<void> {
  return insertSections(scope, [section]);
}

/**
 * Inserts new sections of one project with one statement, and records them.
 *
 * @throws DomainError `conflict` when the project would exceed its limit
 */
export async function insertSections({ tx, record }: CommandScope, sections: Section[]): Promise<void> {
  const [first] = sections;
  if (!first) return;
  await assertWithinLimit(tx, "section", first, sections.length);
  await tx.section.createMany({
    data: sections.map(({ workspaceId, id, projectId, name, rank, isDoneColumn, createdBy, createdAt, updatedAt }) => ({
      workspaceId,
      id,
      projectId,
      name,
      rank,
      isDoneColumn,
      createdBy,
      createdAt: new Date(createdAt),
      updatedAt: new Date(updatedAt),
    })),
  });
  for (const section of sections) {
    record({
      entity: "section",
      entityId: section.id,
      op: "create",
      projectId: section.projectId,
      audience: null,
      version: 1,
      before: null,
      after: tracked(section),
    });
  }
}
