import { errorRecord } from "@docket/core/error-record";
import { destination, pino } from "pino";
import type { DestinationStream, Logger } from "pino";

export type { Logger } from "pino";

const SECRET_NAMES = ["password", "token", "accessToken", "refreshToken", "secret", "authorization", "cookie"];

/** Longest line in bytes: collectors cut longer ones, and a line without its end can't be read. */
const MAX_LINE_BYTES = 8_000;
const MAX_PATH_LENGTH = 500;

/** Keeps lines short whatever gets into them: of one that is too long, what names it is left. */
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
 * Makes the process's log: one JSON object per line on standard output, so that no text from outside can forge a line.
 * Values under a name that sounds secret are blanked, up to two levels deep, errors tell nothing of what people wrote, and no line is longer than 8,000 bytes.
 *
 * @param level pino's level name; `silent` writes nothing
 */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  const anywhere = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  // A code that a person types is a secret; the code of an error is what one looks for in a log.
  const paths = [...anywhere, "input.code", "*.input.code"];
  const redact = { paths, censor: "[redacted]" };
  const serializers = { err: (error: unknown) => errorRecord(error) };
  return pino({ level, base: undefined, redact, serializers }, boundedLines(stream ?? destination(1)));
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
  return (request) => {
    const line = { ...request, path: request.path.slice(0, MAX_PATH_LENGTH) };
    if (line.path === "/healthz" || line.path === "/readyz") logger.debug(line, "request");
    else logger.info(line, "request");
  };
}
