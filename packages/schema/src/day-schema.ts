import { z } from "zod";
import { isDay, isTimeZone } from "./day.ts";

// The schemas are separate from the arithmetic in `day.ts`, so that pages that only calculate with days don't load zod.

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.string().refine(isDay, "must be a day from 1970 to 2200, written YYYY-MM-DD");
export type Day = z.infer<typeof Day>;

/** A clock time, `HH:MM`. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time, written HH:MM");
export type ClockTime = z.infer<typeof ClockTime>;

/** An IANA time zone, e.g. `Europe/Berlin`. */
export const TimeZone = z.string().max(64).refine(isTimeZone, "must be a known time zone");
export type TimeZone = z.infer<typeof TimeZone>;
