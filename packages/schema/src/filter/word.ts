import type { Priority, TaskStatus } from "../task-value.ts";

// The keywords of the text form, for parsing and printing.

/** Operators between conditions. They must be quoted to be searched for as text. */
export const OPERATORS = ["and", "or", "not"] as const;

/** The statuses selected by each keyword. */
export const STATUS_WORDS: Record<string, TaskStatus[]> = {
  open: ["open"],
  done: ["done"],
  cancelled: ["cancelled"],
  closed: ["done", "cancelled"],
};

/** The priority selected by each keyword. The first keyword of each priority is used for printing. */
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

/** An ID in place of a name, for an entity that has no name or that the writer can't see. */
export const ID_WORD = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A name that needs no quotation marks. */
export const PLAIN_WORD = /^[\p{L}\p{N}_#@][\p{L}\p{N}_#@.'&/+-]*$/u;
