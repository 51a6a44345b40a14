import { errorRecord } from "@docket/core/runtime/error-record";
import { destination, pino } from "pino";
import type { DestinationStream, Logger } from "pino";

export type { Logger } from "pino";

const SECRET_NAMES = ["password", "token", "accessToken", "refreshToken", "secret", "authorization", "cookie"];

/**
 * Maximum length of a line in bytes. Log collectors truncate longer lines, and a truncated JSON line can't be parsed.
 */
const MAX_LINE_BYTES = 8_000;
const MAX_PATH_LENGTH = 500;

/** Limits the length of log lines. A line that is too long is replaced with its level, time, ID and message. */
function boundedLines(stream: DestinationStream): DestinationStream {
  return {
    write: (line) => {
      if (Buffer.byteLength(line) <= MAX_LINE_BYTES) return stream.write(line);
      const { level, time, id, msg } = JSON.parse(line) as Record<string, unknown>;
      const bytes = Buffer.byteLength(line);
      stream.write(
        `${JSON.stringify({ level, time, id, msg: String(msg).slice(0, 1_000), shortenedFromBytes: bytes })}\n`,
      );
    },
  };
}

/**
 * Creates the process's log: one JSON object per line on standard output, so that external text can't forge a line.
 * Properties with a secret name are redacted, up to two levels deep. Errors contain no user data. No line is longer
 * than 8,000 bytes.
 *
 * @param level pino's level name; `silent` disables logging
 */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  const anywhere = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  // A code typed by a user is a secret. An error code is not, and is needed in the log.
  const paths = [...anywhere, "input.code", "*.input.code"];
  const redact = { paths, censor: "[redacted]" };
  const serializers = { err: (error: unknown) => errorRecord(error) };
  return pino({ level, base: undefined, redact, serializers }, boundedLines(stream ?? destination(1)));
}

/**
 * The logged properties of a request. The query is omitted because it can contain search terms and, with careless
 * clients, secrets.
 */
export type RequestLine = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Milliseconds between the end of the request's headers and the end of the response. */
  readonly ms: number;
  /** The caller's network instead of the full address. */
  readonly ip: string;
  readonly userId?: string;
  /** Set when the client disconnected before the response was complete. */
  readonly isAborted?: true;
};

/** Logs one request. */
export type RequestLog = (line: RequestLine) => void;

/**
 * Creates the request log. Its lines contain nothing to redact. They are buffered for up to 250 ms and written
 * together. Searching each line for secrets and writing it separately would cost more than handling a simple call.
 * Health checks are logged only at level debug.
 */
export function createRequestLog(level: string, stream?: DestinationStream): RequestLog {
  const gathered = { dest: 1, sync: false, minLength: 4096, periodicFlush: 250 };
  const logger = pino({ level, base: undefined }, stream ?? destination(gathered));
  return (request) => {
    const line = { ...request, path: request.path.slice(0, MAX_PATH_LENGTH) };
    if (line.path === "/healthz" || line.path === "/readyz") logger.debug(line, "request");
    else logger.info(line, "request");
  };
}
