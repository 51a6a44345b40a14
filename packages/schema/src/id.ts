import { z } from "zod";

/** Identifier of every object: a UUID in lower case. New ones are version 7 (see uuid.ts), so that they sort by the moment of making. */
export const Id = z.uuid().lowercase();
export type Id = z.infer<typeof Id>;
