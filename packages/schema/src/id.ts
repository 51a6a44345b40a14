import { z } from "zod";

/**
 * Identifier of every entity: a UUID in lower case. New ones are version 7 (see uuid.ts), so they sort by creation
 * time.
 */
export const Id = z.uuid().lowercase();
export type Id = z.infer<typeof Id>;
