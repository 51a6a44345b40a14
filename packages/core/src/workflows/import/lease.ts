import type { ImportRef } from "@docket/schema/import-job";
import type { Runtime } from "../../runtime/runtime.ts";
import type { JobRow } from "./row.ts";
import { jobSelect } from "./row.ts";

/**
 * Time in milliseconds after which a worker that has not reported progress is considered dead and another one takes
 * over.
 */
export const LEASE_MS = 30_000;

/** `updatedAt` of an import that no worker holds, so that any worker can claim it immediately. */
export const LEASE_RELEASED = new Date(0);

/** Thrown if the import has been cancelled, claimed by another worker or deleted, so that this worker must stop. */
export class LeaseLostError extends Error {}

/**
 * Claims an import that is waiting or whose worker is dead. Of several concurrent workers, only one succeeds. The
 * others get null.
 */
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

/** Releases an import, so that the next worker does not have to wait for the lease to expire. */
export async function releaseImport({ db }: Runtime, { workspaceId, id }: ImportRef): Promise<void> {
  await db.importJob.updateMany({
    where: { workspaceId, id, status: { in: ["running", "undoing"] } },
    data: { updatedAt: LEASE_RELEASED },
  });
}

/** Returns imports that no worker holds, oldest first. */
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
