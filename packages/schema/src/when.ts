import { z } from "zod";
import { ClockTime, Day, TimeZone } from "./day-schema.ts";

/**
 * When a task starts or is due: a day, a day with a clock time in the viewer's zone, or a day with a clock time in a
 * fixed zone. Without a zone it is not an instant: `{ date: "2026-11-24" }` is the 24th everywhere.
 */
export const When = z
  .strictObject({ date: Day, time: ClockTime.optional(), timeZone: TimeZone.optional() })
  .refine((when) => when.timeZone === undefined || when.time !== undefined, {
    path: ["timeZone"],
    message: "needs a time",
  });
export type When = z.infer<typeof When>;
