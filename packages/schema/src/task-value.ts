import { z } from "zod";

export const TASK_STATUSES = ["open", "done", "cancelled"] as const;
export const TaskStatus = z.enum(TASK_STATUSES);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** 0 none, 1 low, 2 medium, 3 high. */
export const Priority = z
  .int()
  .min(0)
  .max(3)
  // JSON knows -0, which is a whole number and no priority that a comparison or an answer should meet.
  .overwrite((value) => value + 0);
export type Priority = z.infer<typeof Priority>;
