import { pino, type DestinationStream, type Logger } from "pino";

export type { Logger } from "pino";

const SECRET_NAMES = ["password", "token", "accessToken", "refreshToken", "secret", "authorization", "cookie"];

/**
 * Makes the process's log: one JSON object per line on standard output, so that no text from outside can forge a line.
 * Values under a name that sounds secret are blanked, up to two levels deep.
 *
 * @param level pino's level name; `silent` writes nothing
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const anywhere = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  // A code that a person types is a secret; the code of an error is what one looks for in a log.
  const paths = [...anywhere, "input.code", "*.input.code"];
  const options = { level, base: undefined, redact: { paths, censor: "[redacted]" } };
  return destination === undefined ? pino(options) : pino(options, destination);
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

/** Writes the line of one request. Health checks only appear at level debug. */
export function logRequest(logger: Logger, line: RequestLine): void {
  if (line.path === "/healthz" || line.path === "/readyz") logger.debug(line, "request");
  else logger.info(line, "request");
}
