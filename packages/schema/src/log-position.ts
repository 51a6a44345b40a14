import type { Id } from "./id.ts";

/**
 * A position in a workspace's change log. The epoch identifies the log, because a restored backup assigns the numbers
 * after its end again. Null if the position is only a number.
 */
export type LogPosition = { seq: string; epoch: Id | null };

/** The text form of a position: `123@<epoch>`, or only `123`. */
export const LOG_POSITION = /^(0|[1-9]\d{0,18})(@[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/;

/** Returns the text form of a position. Clients pass it as `lastEventId` to follow the changes after it. */
export function formatPosition({ seq, epoch }: LogPosition): string {
  return epoch === null ? seq : `${seq}@${epoch}`;
}

/** Parses the text form of a position, which must match {@link LOG_POSITION}. */
export function parsePosition(text: string): LogPosition {
  const [seq = "", epoch = null] = text.split("@");
  return { seq, epoch };
}
