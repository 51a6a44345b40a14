import { Prisma } from "@docket/db/generated/client";

const LONGEST_WAIT_SECONDS = 6 * 60 * 60;

/**
 * Builds the time of the next attempt to send an email or a push notification. The waits double, up to 6 hours.
 *
 * @param now the present time
 * @param attempts the column with the number of attempts so far
 * @param firstWaitSeconds must be longer than an attempt, because no other process makes one during the wait
 */
export function nextAttempt(now: Prisma.Sql, attempts: Prisma.Sql, firstWaitSeconds: number): Prisma.Sql {
  return Prisma.sql`${now} + interval '1 second' *
    least(${firstWaitSeconds} * power(2, least(${attempts}, 20)), ${LONGEST_WAIT_SECONDS})`;
}

/** Returns only the kind of failure, because the mail server's message may contain the address. */
export function failureReason(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const parts = [
    typeof code === "string" ? code : "failed",
    ...(typeof responseCode === "number" ? [String(responseCode)] : []),
  ];
  return parts.join(" ").slice(0, 60);
}
