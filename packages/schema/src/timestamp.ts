import { z } from "zod";

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-23T09:30:00.000Z`. */
export const Timestamp = z.iso.datetime();
export type Timestamp = z.infer<typeof Timestamp>;
