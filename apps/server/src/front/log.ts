import { destination, pino } from "pino";
import type { DestinationStream, Logger } from "pino";

export type { Logger } from "pino";

const SECRET_NAMES = ["password", "token", "accessToken", "refreshToken", "secret", "authorization", "cookie"];

// Prisma draws the query that it refuses between its own words: from a line with a brace alone to another.
const QUERY = /^\{$[^]*?^\}$/gm;

/**
 * An error as the log keeps it: without the values of a refused query and without the row that PostgreSQL quotes in its
 * detail, for there people's own words stand.
 */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { detail: _detail, message, stack, ...rest } = pino.stdSerializers.err(error);
  return { ...rest, message: message.replace(QUERY, "{…}"), stack: stack.replace(QUERY, "{…}") };
}

/**
 * Makes the process's log: one JSON object per line on standard output, so that no text from outside can forge a line.
 * Values under a name that sounds secret are blanked, up to two levels deep, and errors tell nothing of what people wrote.
 *
 * @param level pino's level name; `silent` writes nothing
 */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  const anywhere = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  // A code that a person types is a secret; the code of an error is what one looks for in a log.
  const paths = [...anywhere, "input.code", "*.input.code"];
  const redact = { paths, censor: "[redacted]" };
  const serializers = { err: errorForLog };
  return pino({ level, base: undefined, redact, serializers }, stream ?? destination(1));
}

/** What is kept of one request. The query is not: it carries search words and, with a careless client, worse. */
export type RequestLine = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Milliseconds from the end of the request's headers to the end of the answer. */
  readonly ms: number;
  /** The network of the caller, not the address. */
  readonly ip: string;
  readonly userId?: string;
  /** The client left before the answer was complete. */
  readonly isAborted?: true;
};

/** Writes the line of one request. */
export type RequestLog = (line: RequestLine) => void;

/**
 * Makes the log of requests. Its lines have nothing that would have to be blanked, and they may wait a quarter of a
 * second to be written together: looking for secrets and writing each by itself cost more than answering a simple call.
 * Health checks only appear at level debug.
 */
export function createRequestLog(level: string, stream?: DestinationStream): RequestLog {
  const gathered = { dest: 1, sync: false, minLength: 4096, periodicFlush: 250 };
  const logger = pino({ level, base: undefined }, stream ?? destination(gathered));
  return (line) => {
    if (line.path === "/healthz" || line.path === "/readyz") logger.debug(line, "request");
    else logger.info(line, "request");
  };
}
