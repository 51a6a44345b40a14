import { z } from "zod";
import { Id } from "./id.ts";

/**
 * The input common to all writes to a workspace. Writes are idempotent: requests with the same `commandId` take effect
 * once.
 */
export const CommandInput = z.strictObject({ workspaceId: Id, commandId: Id });
export type CommandInput = z.infer<typeof CommandInput>;
