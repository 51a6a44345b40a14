import type { ImportJob, ImportJobPage, ImportRef, ListImports } from "@docket/schema/import-job";
import { importsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { jobSelect, toImportJob } from "./row.ts";
import type { JobRow } from "./row.ts";

const cursor = cursorOf("import.list", TimeAndId);

/**
 * Returns one of the caller's imports.
 *
 * @throws DomainError `not_found`
 */
export async function requireImport(ctx: Ctx, { workspaceId, id }: ImportRef): Promise<JobRow> {
  const row = await ctx.db.importJob.findFirst({
    where: { workspaceId, id, AND: importsFor(ctx.actor) },
    select: jobSelect,
  });
  if (!row) throw notFound("Import");
  return row;
}

/** Returns one of the caller's imports with its progress and report. */
export async function getImport(ctx: Ctx, ref: ImportRef): Promise<ImportJob> {
  return toImportJob(await requireImport(ctx, ref));
}

/** Returns a page of the caller's imports in this workspace, newest first. */
export async function listImports(ctx: Ctx, { workspaceId, limit, cursor: text }: ListImports): Promise<ImportJobPage> {
  await assertVisible(ctx, workspaceId, {});
  const binding = { workspaceId };
  const [createdAt, lastId] = cursor.decode(binding, text) ?? [];
  const afterCursor =
    createdAt === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: lastId } }] };
  const rows = await ctx.db.importJob.findMany({
    where: { workspaceId, AND: [importsFor(ctx.actor), afterCursor] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: jobSelect,
  });
  return toPage(rows.map(toImportJob), limit, (job) => cursor.encode(binding, [job.createdAt, job.id]));
}
