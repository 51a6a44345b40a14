import { Prisma } from "@docket/db/generated/client";
import type { Section } from "@docket/schema/section";
import { projectIdsFor } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange, insertRows } from "../entity.ts";
import { findSections } from "./queries.ts";
import { sectionFields } from "./row.ts";

/** Sections. Moving one to another project requires the editor role in both projects. */
export const sectionEntity = {
  table: "section",
  fields: sectionFields,
  guard: (ctx, workspaceId) => {
    const editable = projectIdsFor(ctx.actor, workspaceId, "editor");
    return Prisma.sql`t.project_id IN (${editable}) AND r.project_id IN (${editable})`;
  },
  readers: ({ projectId }) => ({ projectId, audience: null }),
  find: (tx, { actor }, workspaceId, ids) => findSections(tx, actor, workspaceId, ids, "editor", "any"),
} satisfies EntityDefinition<Section>;

/** Inserts and records a new section; see {@link insertSections}. */
export function insertSection(scope: CommandScope, section: Section): Promise<void> {
  return insertSections(scope, [section]);
}

/**
 * Inserts new sections into one project with a single statement and records them.
 *
 * @throws DomainError `conflict` if the project would exceed its section limit
 */
export async function insertSections(scope: CommandScope, sections: Section[]): Promise<void> {
  const [first] = sections;
  if (!first) return;
  const { tx } = scope;
  await assertWithinLimit(tx, "section", first, sections.length);
  await insertRows(tx, sectionEntity, sections);
  for (const section of sections) scope.record(createdChange("section", section, sectionEntity.readers(section)));
}
