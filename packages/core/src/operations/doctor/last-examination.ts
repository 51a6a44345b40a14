import { Timestamp } from "@docket/schema/timestamp";
import { z } from "zod";
import type { Tx } from "../../runtime/ctx.ts";
import type { OperatorAccess } from "../operator.ts";
import { examineInstallation } from "./examine.ts";

/** Key of the setting that stores the result of the last scheduled examination. */
const KEY = "doctor";
const DAY_MS = 24 * 60 * 60_000;

/** The result of the last scheduled examination: the number of problems per check, without descriptions. */
export const Examination = z.object({
  at: Timestamp,
  findings: z.array(z.object({ name: z.string(), verdict: z.enum(["good", "advice", "fault"]), count: z.int() })),
});
export type Examination = z.infer<typeof Examination>;

/** Examines the installation at most once a day, stores the result and logs the problems. */
export async function examineDaily(access: OperatorAccess): Promise<void> {
  const { db, clock, log } = access.runtime;
  const now = clock();
  const last = await lastExamination(db);
  if (last !== null && now.getTime() - new Date(last.at).getTime() < DAY_MS) return;
  const findings = await examineInstallation(access, ({ name, verdict, faults, count }) => {
    if (verdict === "fault") log.error({ check: name, count, faults }, "the doctor found a fault");
  });
  const value: Examination = {
    at: now.toISOString(),
    findings: findings.map(({ name, verdict, count }) => ({ name, verdict, count })),
  };
  await db.instanceSetting.upsert({
    where: { key: KEY },
    create: { key: KEY, value, updatedAt: now },
    update: { value, updatedAt: now },
  });
}

/** Returns the result of the last scheduled examination, or null before the first examination. */
export async function lastExamination(db: Tx): Promise<Examination | null> {
  const row = await db.instanceSetting.findUnique({ where: { key: KEY }, select: { value: true } });
  return row && Examination.parse(row.value);
}
