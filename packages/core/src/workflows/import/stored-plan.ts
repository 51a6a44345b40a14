import { promisify } from "node:util";
import { gunzip, gzip, gzipSync } from "node:zlib";
import type { ImportPlan } from "@docket/schema/import";
import type { ImportRef } from "@docket/schema/import-job";
import { z } from "zod";
import { DomainError } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { PlanProject, PlanRow } from "./plan-row.ts";
import { batchesOf, rowsOf, StoredBatch } from "./plan-row.ts";

/**
 * A plan as stored in the database. The JSON of each batch is compressed separately (gzip, RFC 1952) and encoded in
 * base64, so that no statement transfers megabytes and the worker parses one batch at a time.
 */
export const StoredPlan = z.object({ sizes: z.array(z.int()), batches: z.array(z.string()) });
export type StoredPlan = z.infer<typeof StoredPlan>;

/**
 * Compresses a plan for the database. This is slow for a large plan, so don't call it on the thread that handles
 * requests.
 */
export function storePlan(plan: ImportPlan): StoredPlan {
  const batches = batchesOf(rowsOf(plan));
  return {
    sizes: batches.map((rows) => rows.length),
    batches: batches.map((rows) => gzipSync(batchJson(rows)).toString("base64")),
  };
}

/** Compresses one batch without blocking the thread that handles requests. */
export async function packBatch(rows: PlanRow[]): Promise<string> {
  return (await promisify(gzip)(batchJson(rows))).toString("base64");
}

function batchJson(rows: PlanRow[]): string {
  const projects = new Map<PlanProject, number>();
  for (const { project } of rows) if (!projects.has(project)) projects.set(project, projects.size);
  const stored: z.infer<typeof StoredBatch> = {
    projects: [...projects.keys()],
    rows: rows.map(({ id, project, ...content }) => ({ id, project: projects.get(project) ?? 0, content })),
  };
  return JSON.stringify(stored);
}

/**
 * Returns the number of rows in each batch of an import, in order.
 *
 * @throws DomainError `conflict` for a plan that was stored by an older version of Docket
 */
export async function readBatchSizes({ db }: Runtime, { workspaceId, id }: ImportRef): Promise<number[]> {
  const [job] = await db.$queryRaw<{ sizes: unknown }[]>`
    SELECT j.plan->'sizes' AS sizes FROM import_job j WHERE j.workspace_id = ${workspaceId}::uuid AND j.id = ${id}::uuid`;
  const sizes = StoredPlan.shape.sizes.safeParse(job?.sizes);
  if (!sizes.success) {
    throw new DomainError("conflict", "This import was prepared by an older version of Docket. Upload the file again.");
  }
  return sizes.data;
}

/** Reads the rows of one batch of an import. Batches are numbered from 0. */
export async function readBatch({ db }: Runtime, { workspaceId, id }: ImportRef, number: number): Promise<PlanRow[]> {
  const [job] = await db.$queryRaw<{ batch: string | null }[]>`
    SELECT j.plan->'batches'->>${number}::int AS batch FROM import_job j
    WHERE j.workspace_id = ${workspaceId}::uuid AND j.id = ${id}::uuid`;
  const json = await promisify(gunzip)(Buffer.from(job?.batch ?? "", "base64"));
  const { projects, rows } = StoredBatch.parse(JSON.parse(json.toString()));
  return rows.map(({ id: rowId, project: index, content }) => {
    const project = projects[index];
    if (!project) throw new Error("A stored import plan lacks a project.");
    return { id: rowId, project, ...content };
  });
}
