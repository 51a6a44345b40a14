import { z } from "zod";
import { Id } from "./id.ts";

/** What every write to a workspace carries: where, and the id under which it happens once, however often it is sent. */
export const CommandInput = z.strictObject({ workspaceId: Id, commandId: Id });
export type CommandInput = z.infer<typeof CommandInput>;
