import { z } from "zod";
import { ClockTime, Day, TimeZone } from "./day-input.ts";

/**
 * When something starts or is due: a day; a day with a clock time that holds wherever one is; or such a time in a zone.
 * Never an instant: `{ date: "2026-11-24" }` is the 24th everywhere.
 */
export const When = z
  .strictObject({ date: Day, time: ClockTime.optional(), timeZone: TimeZone.optional() })
  .refine((when) => when.timeZone === undefined || when.time !== undefined, {
    path: ["timeZone"],
    message: "needs a time",
  });
export type When = z.infer<typeof When>;
