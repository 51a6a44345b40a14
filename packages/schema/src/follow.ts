import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";

/** A task or a project; exactly one of them is given. */
const Followed = { taskId: Id.optional(), projectId: Id.optional() };
const isOne = ({ taskId, projectId }: { taskId?: Id | undefined; projectId?: Id | undefined }) =>
  (taskId === undefined) !== (projectId === undefined);

export const FollowState = z.enum(["following", "muted"]);

/** Whether the caller follows or mutes a task or project. */
export const Follow = z.object({
  /** What the caller chose. Null if they never chose, or took their choice back. */
  state: FollowState.nullable(),
  /**
   * Whether the caller is notified of comments: because they chose so, or because they created the task, are assigned
   * to it or have commented on it.
   */
  isNotified: z.boolean(),
});
export type Follow = z.infer<typeof Follow>;

export const GetFollow = z
  .strictObject({ workspaceId: Id, ...Followed })
  .refine(isOne, { message: "give taskId or projectId, not both", path: ["taskId"] });
export type GetFollow = z.infer<typeof GetFollow>;

export const SetFollow = CommandInput.extend({
  ...Followed,
  /** Null takes the choice back. */
  state: FollowState.nullable(),
}).refine(isOne, { message: "give taskId or projectId, not both", path: ["taskId"] });
export type SetFollow = z.infer<typeof SetFollow>;
