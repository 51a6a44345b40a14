import type { Priority, TaskStatus } from "../task-value.ts";

// The words of the text form, for reading and for writing.

/** What joins conditions; as text to find they are quoted. */
export const OPERATORS = ["and", "or", "not"] as const;

/** Statuses by their words. */
export const STATUS_WORDS: Record<string, TaskStatus[]> = {
  open: ["open"],
  done: ["done"],
  cancelled: ["cancelled"],
  closed: ["done", "cancelled"],
};

/** Priorities by their words; the first word of each is the one that is written. */
export const PRIORITY_WORDS: Record<string, Priority> = {
  none: 0,
  low: 1,
  medium: 2,
  high: 3,
  p4: 0,
  p3: 1,
  p2: 2,
  p1: 3,
};

/** An id written where a name would stand: what has no name of its own, or none that the writer can see. */
export const ID_WORD = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A name that needs no quotation marks. */
export const PLAIN_WORD = /^[\p{L}\p{N}_#@][\p{L}\p{N}_#@.'&/+-]*$/u;
