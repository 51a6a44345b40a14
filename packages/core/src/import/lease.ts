import type { ImportRef } from "@docket/schema/import-job";
import type { Runtime } from "../runtime.ts";
import type { JobRow } from "./row.ts";
import { jobSelect } from "./row.ts";

/** A worker that has not been heard of for so long is dead, and another one goes on, in milliseconds. */
export const LEASE_MS = 30_000;

/** When an import was last worked on, if no worker holds it: the next one may take it at once. */
export const UNTOUCHED = new Date(0);

/** The import was cancelled, taken by another worker, or is gone: nothing more to do here. */
export class NoLongerOurs extends Error {}

/** Takes an import that waits, or whose worker is dead. Of several workers, one gets it. */
export async function claimImport({ db, clock }: Runtime, { workspaceId, id }: ImportRef): Promise<JobRow | null> {
  const now = clock();
  const free = { workspaceId, id, updatedAt: { lt: new Date(now.getTime() - LEASE_MS) } };
  const importing = await db.importJob.updateMany({
    where: { ...free, status: { in: ["waiting", "running"] } },
    data: { status: "running", updatedAt: now },
  });
  const undoing =
    importing.count > 0
      ? importing
      : await db.importJob.updateMany({ where: { ...free, status: "undoing" }, data: { updatedAt: now } });
  if (undoing.count === 0) return null;
  return db.importJob.findFirst({ where: { workspaceId, id }, select: jobSelect });
}

/** Lets go of an import, so that the next worker need not wait for the lease to end. */
export async function releaseImport({ db }: Runtime, { workspaceId, id }: ImportRef): Promise<void> {
  await db.importJob.updateMany({
    where: { workspaceId, id, status: { in: ["running", "undoing"] } },
    data: { updatedAt: UNTOUCHED },
  });
}

/** Imports that wait for a worker, the longest waiting first. */
export async function findDueImports({ db, clock }: Runtime, limit: number): Promise<ImportRef[]> {
  return db.importJob.findMany({
    where: {
      finishedAt: null,
      status: { in: ["waiting", "running", "undoing"] },
      updatedAt: { lt: new Date(clock().getTime() - LEASE_MS) },
    },
    orderBy: { createdAt: "asc" },
    take: limit,
    select: { workspaceId: true, id: true },
  });
}
