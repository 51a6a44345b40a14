/** An error as written to the log: only what happened and where, in a bounded number of bytes. */
export type ErrorRecord = {
  readonly name: string;
  readonly code?: string | number;
  readonly message: string;
  /** The stack frames, without the message that precedes them. */
  readonly stack?: string;
  readonly cause?: ErrorRecord;
  /** The first errors of an AggregateError. */
  readonly errors?: readonly ErrorRecord[];
};

/** Maximum size of an error in a log entry, in bytes of JSON. */
const MAX_BYTES = 6_000;
const MAX_MESSAGE_BYTES = 1_500;
const MAX_ERRORS = 3;

/** Causes are omitted if fewer bytes than this remain. */
const MIN_BYTES = 200;

// Prisma embeds the rejected query in its message, from a line with only an opening brace to a line with only a closing
// brace.
const QUERY = /^\{$[^]*?^\}$/gm;

const FRAMES = /^\s+at .*(?:\n\s+at .*)*/m;

/**
 * Converts any thrown value to a log record. Only the fields of {@link ErrorRecord} are kept. Errors from the database
 * driver reference the whole client with every prepared statement, and the `detail` of PostgreSQL errors quotes rows,
 * which contain user content.
 *
 * @param maxBytes maximum size as JSON; the bytes left over by the error itself are shared by its causes and aggregated
 *   errors
 */
export function errorRecord(error: unknown, maxBytes = MAX_BYTES): ErrorRecord {
  if (!(error instanceof Error)) return { name: typeof error, message: cut(describe(error), maxBytes / 2) };
  const code = "code" in error ? error.code : undefined;
  const message = error.message.replace(QUERY, "{…}");
  const own: ErrorRecord = {
    name: cut(error.name, 60),
    ...(typeof code === "number" || typeof code === "string" ? { code: cutCode(code) } : {}),
    message: cut(message, Math.min(MAX_MESSAGE_BYTES, maxBytes / 3)),
  };
  const stack = FRAMES.exec(error.stack ?? "")?.[0];
  const withStack = stack === undefined ? own : { ...own, stack: cut(stack, maxBytes / 3) };
  // Reserves 40 bytes for the record's field names.
  const left = maxBytes - sizeOf(withStack) - 40;
  if (error instanceof AggregateError && left > MIN_BYTES) {
    const errors = (error.errors as unknown[]).slice(0, MAX_ERRORS);
    return { ...withStack, errors: errors.map((one) => errorRecord(one, left / errors.length - 1)) };
  }
  if (error.cause === undefined || error.cause === error || left < MIN_BYTES) return withStack;
  return { ...withStack, cause: errorRecord(error.cause, left) };
}

/** Formats an error as text for a terminal. */
export function errorText(error: unknown): string {
  const lines = ({ name, message, stack, cause, errors }: ErrorRecord): string[] => [
    `${name}: ${message}`,
    ...(stack === undefined ? [] : [stack]),
    ...[cause ?? [], errors ?? []].flat().flatMap((inner) => ["Caused by:", ...lines(inner)]),
  ];
  return lines(errorRecord(error)).join("\n");
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null)
    return `an object with ${Object.keys(value).slice(0, 20).join(", ")}`;
  return String(value);
}

function cutCode(code: string | number): string | number {
  return typeof code === "number" ? code : cut(code, 60);
}

/** Shortens a string in the middle, because one end says what failed and the other often says why. */
function cut(text: string, maxBytes: number): string {
  if (sizeOf(text) <= maxBytes) return text;
  // The first guess is right for plain ASCII. Escapes and wide characters take several iterations.
  let kept = Math.min(text.length, Math.max(0, Math.floor(maxBytes) - 5));
  for (;;) {
    const head = Math.ceil(kept * 0.6);
    const shortened = `${text.slice(0, head)}…${text.slice(text.length - (kept - head))}`.toWellFormed();
    if (kept === 0 || sizeOf(shortened) <= maxBytes) return shortened;
    kept = Math.floor(kept * 0.8);
  }
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
