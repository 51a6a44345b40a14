import { setTimeout } from "node:timers/promises";
import { BusyError } from "@docket/auth/gate";
import { Prisma } from "@docket/db/generated/client";
import { DomainError } from "./error.ts";

/**
 * Returns the SQLSTATE of a database error (PostgreSQL appendix A), whether from Prisma or from the driver. Returns
 * null for any other error.
 */
export function sqlState(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const adapter: unknown = error.meta?.["driverAdapterError"];
    const cause = field(adapter, "cause");
    const code = field(cause, "originalCode") ?? field(cause, "code");
    if (typeof code === "string") return code;
    if (error.code === "P2002") return "23505";
    if (error.code === "P2003") return "23503";
    if (error.code === "P2034") return "40001";
    return null;
  }
  const code = field(error, "code");
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/**
 * Returns whether the same transaction may succeed when retried: after a serialization failure, a deadlock or a lock
 * timeout.
 */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01" || state === "55P03";
}

/** Returns whether the error is a unique violation. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** Primary keys whose values are chosen by clients. */
const CHOSEN_ID =
  /"?(?:workspace|project|section|task|comment|label|folder|view|reminder|invitation|import_job|api_token)_pkey"?/;

/**
 * Returns whether the id that a client chose for a new entity is already in use. The response does not say by which
 * entity, because that entity may be hidden from the caller.
 */
function isIdInUse(error: unknown): boolean {
  const cause =
    error instanceof Prisma.PrismaClientKnownRequestError ? field(error.meta?.["driverAdapterError"], "cause") : error;
  const texts = [field(cause, "originalMessage"), field(cause, "message"), field(cause, "constraint")];
  return texts.some((text) => typeof text === "string" && CHOSEN_ID.test(text));
}

/** Connection error messages that pg and the pool report without a code. */
const CONNECTION_MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|ECONNREFUSED|ECONNRESET|ENOENT.*PGSQL/i;
const CONNECTION_CODES = new Set([
  "P1000",
  "P1001",
  "P1002",
  "P1017",
  "P2037",
  "P2024",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
]);

/** SQLSTATEs of statements and transactions that were cancelled because they took too long. */
const TIMEOUTS = new Set(["57014", "55P03", "25P03", "25P04"]);

/** pg's message, without a code, when the server does not respond within the client's own timeout. */
const READ_TIMEOUT = "Query read timeout";

/**
 * Prisma's message when it can't get a connection to start a transaction. The error code would not be enough, because
 * it is the same for every failed transaction.
 */
const NO_TRANSACTION = /Unable to start a transaction/;

/** SQLSTATEs for values that are out of range or malformed for their type: numbers, dates and times, text, JSON. */
const INVALID_VALUE_STATES = new Set(["22003", "22007", "22008", "22P02", "22021", "22P05"]);

/**
 * Maps a database failure to the error for the caller. Returns null for an unexpected failure. The database's own
 * message is only logged.
 */
export function toDomainError(error: unknown): DomainError | null {
  if (error instanceof BusyError) {
    const { retryAfterSeconds } = error;
    return new DomainError("unavailable", "Docket is busy. Try again in a moment.", {
      details: { retryAfterSeconds },
    });
  }
  const state = sqlState(error);
  if (state === "23505" && isIdInUse(error))
    return new DomainError("invalid", "The input is not valid.", {
      issues: [{ path: "id", code: "custom", message: "can't be used; choose a new one" }],
    });
  if (state === "23505") return new DomainError("conflict", "This already exists.");
  if (state === "23503") return new DomainError("invalid", "Something this refers to doesn't exist.");
  if (state === "23514" || (state !== null && INVALID_VALUE_STATES.has(state))) {
    return new DomainError("invalid", "The input is not valid.");
  }
  if (isTimeout(error, state)) return new DomainError("timeout", "This took too long. Try again.");
  if (state === "40001" || state === "40P01")
    return new DomainError("stale", "Someone else changed this at the same time. Try again.");
  if (isUnavailable(error, state))
    return new DomainError("unavailable", "Docket is busy or restarting. Try again in a moment.");
  const code = field(error, "code");
  if (code === "P2025") return new DomainError("not_found", "Not found");
  return null;
}

/**
 * Returns whether the database was unavailable, overloaded or too slow. Excludes Docket's own rejections, such as a
 * full queue.
 */
export function isDatabaseFault(error: unknown): boolean {
  if (error instanceof DomainError || error instanceof BusyError) return false;
  const code = toDomainError(error)?.code;
  return code === "unavailable" || code === "timeout";
}

/** Returns whether the database ran out of disk space. */
export function isDiskFull(error: unknown): boolean {
  return sqlState(error) === "53100";
}

function isTimeout(error: unknown, state: string | null): boolean {
  if (state !== null) return TIMEOUTS.has(state);
  if (!(error instanceof Error)) return false;
  if (error.message.includes(READ_TIMEOUT)) return true;
  return field(error, "code") === "P2028" && !NO_TRANSACTION.test(error.message);
}

/** SQLSTATE classes of connection errors, insufficient resources, operator intervention and system errors. */
const UNAVAILABLE_CLASSES = ["08", "53", "57P", "58"];

function isUnavailable(error: unknown, state: string | null): boolean {
  if (state !== null && UNAVAILABLE_CLASSES.some((prefix) => state.startsWith(prefix))) return true;
  const code = field(error, "code");
  if (code === "P2028" || (typeof code === "string" && CONNECTION_CODES.has(code))) return true;
  return error instanceof Error && CONNECTION_MESSAGES.test(error.message);
}

/** Number of attempts to reach the database at start-up, and the pause between them in milliseconds. */
const START_RETRY = { attempts: 15, pauseMs: 1_000 };

/**
 * Retries work that fails only because the database is busy or restarting. Meant for start-up, when an overloaded
 * machine may not get a connection immediately. Requests should fail rather than wait.
 */
export async function retryWhileUnavailable<Answer>(
  work: () => Promise<Answer>,
  { attempts, pauseMs } = START_RETRY,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || toDomainError(error)?.code !== "unavailable") throw error;
      await setTimeout(pauseMs);
    }
  }
}
