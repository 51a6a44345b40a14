import { z } from "zod";

export const TASK_STATUSES = ["open", "done", "cancelled"] as const;
export const TaskStatus = z.enum(TASK_STATUSES);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** 0 none, 1 low, 2 medium, 3 high. */
export const Priority = z
  .int()
  .min(0)
  .max(3)
  // JSON can contain -0, which is accepted as an integer. Adding 0 converts it to 0.
  .overwrite((value) => value + 0);
export type Priority = z.infer<typeof Priority>;
