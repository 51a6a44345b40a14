import { setTimeout } from "node:timers/promises";
import { BusyError } from "@docket/auth/gate";
import { Prisma } from "@docket/db/generated/client";
import { DomainError } from "./error.ts";

/** SQLSTATE of a database error that came through Prisma (PostgreSQL appendix A), or null for anything else. */
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

/** Serialisation failure, deadlock or a lock that did not come: the same transaction may succeed when it runs again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01" || state === "55P03";
}

/** A unique constraint refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** Primary keys whose value a client chooses. */
const CHOSEN_ID =
  /"?(?:workspace|project|section|task|comment|label|folder|view|invitation|import_job|api_token)_pkey"?/;

/**
 * An id that a client chose for something new is in use. Where, by whom and for what is not told: it may be hidden from the
 * caller.
 */
function isIdInUse(error: unknown): boolean {
  const cause =
    error instanceof Prisma.PrismaClientKnownRequestError ? field(error.meta?.["driverAdapterError"], "cause") : error;
  const told = [field(cause, "originalMessage"), field(cause, "message"), field(cause, "constraint")];
  return told.some((text) => typeof text === "string" && CHOSEN_ID.test(text));
}

/** Ends of a connection as pg and the pool report them, without a code. */
const CONNECTION_WORDS =
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

/** SQLSTATEs of statements and transactions that were ended because they took too long. */
const TIMEOUTS = new Set(["57014", "55P03", "25P03", "25P04"]);

/** What pg says, without a code, when the server has not answered within the client's own limit. */
const READ_TIMEOUT = "Query read timeout";

/** What Prisma says, under the code of every failed transaction, when it got no connection for one. */
const NO_TRANSACTION = /Unable to start a transaction/;

/** A value that its type can't hold or read: numbers, dates and times, texts, JSON. */
const UNFIT_VALUES = new Set(["22003", "22007", "22008", "22P02", "22021", "22P05"]);

/**
 * The refusal that a fault of the database amounts to, or null when it is a fault of ours. What the database said is for
 * the log only.
 */
export function refusalOf(error: unknown): DomainError | null {
  if (error instanceof BusyError) {
    const { retryAfterSeconds } = error;
    return new DomainError("unavailable", "Docket is busy. Please try again in a moment.", {
      details: { retryAfterSeconds },
    });
  }
  const state = sqlState(error);
  if (state === "23505" && isIdInUse(error))
    return new DomainError("invalid", "The input is not valid.", {
      issues: [{ path: "id", code: "custom", message: "can't be used; choose a new one" }],
    });
  if (state === "23505") return new DomainError("conflict", "That already exists.");
  if (state === "23503") return new DomainError("invalid", "Something that this refers to does not exist.");
  if (state === "23514" || (state !== null && UNFIT_VALUES.has(state))) {
    return new DomainError("invalid", "The input is not valid.");
  }
  if (isTimeout(error, state)) return new DomainError("timeout", "This took too long. Please try again.");
  if (state === "40001" || state === "40P01")
    return new DomainError("stale", "This was changed by somebody else at the same moment. Please try again.");
  if (isUnavailable(error, state))
    return new DomainError("unavailable", "Docket is busy or restarting. Please try again in a moment.");
  const code = field(error, "code");
  if (code === "P2025") return new DomainError("not_found", "Not found");
  return null;
}

/** Whether the database was away, too busy or too slow; what we refuse ourselves for want of room is not meant. */
export function isDatabaseFault(error: unknown): boolean {
  if (error instanceof DomainError || error instanceof BusyError) return false;
  const code = refusalOf(error)?.code;
  return code === "unavailable" || code === "timeout";
}

/** Whether the database had no room left on its disk for a write. */
export function isDiskFull(error: unknown): boolean {
  return sqlState(error) === "53100";
}

function isTimeout(error: unknown, state: string | null): boolean {
  if (state !== null) return TIMEOUTS.has(state);
  if (!(error instanceof Error)) return false;
  if (error.message.includes(READ_TIMEOUT)) return true;
  return field(error, "code") === "P2028" && !NO_TRANSACTION.test(error.message);
}

/** Connection errors, lack of resources, an operator's intervention, errors of the system beneath PostgreSQL. */
const UNAVAILABLE_CLASSES = ["08", "53", "57P", "58"];

function isUnavailable(error: unknown, state: string | null): boolean {
  if (state !== null && UNAVAILABLE_CLASSES.some((prefix) => state.startsWith(prefix))) return true;
  const code = field(error, "code");
  if (code === "P2028" || (typeof code === "string" && CONNECTION_CODES.has(code))) return true;
  return error instanceof Error && CONNECTION_WORDS.test(error.message);
}

/** How often, and with what pause in milliseconds, a start asks a database that does not answer. */
const PATIENCE = { attempts: 15, pauseMs: 1_000 };

/**
 * Does something again that fails only because the database is busy or restarting. For a start, which on a starved machine
 * may get no connection at once; a request is better refused than kept waiting.
 */
export async function retryWhileUnavailable<Answer>(
  work: () => Promise<Answer>,
  { attempts, pauseMs } = PATIENCE,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || refusalOf(error)?.code !== "unavailable") throw error;
      await setTimeout(pauseMs);
    }
  }
}
