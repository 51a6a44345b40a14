import { Client } from "pg";
import type { Pooler } from "./client.ts";
import { OperatorError } from "./operator-error.ts";

/** Properties of a server that are checked before the server is used. */
export interface ServerFacts {
  /** `server_version_num`, e.g. 150018. */
  versionNumber: number;
  version: string;
  encoding: string;
  ctype: string;
  /** Names of the installed and available extensions. */
  extensions: string[];
}

const MIN_VERSION = 150_000;
const neededExtensions = ["pg_trgm", "btree_gin"];

/**
 * Checks an external server before changing anything on it. Connects once and reads the server's version, encoding and
 * extensions.
 *
 * @param url connection string; error messages never contain its password
 * @param options `pooler`: the configured pooler. `timeoutMs`: connection timeout
 * @throws OperatorError `database_unreachable`; `database_version` for a PostgreSQL older than 15 or without the
 * required extensions; `database_encoding` if it can't store text in all languages; `database_pooler` for a pooler that
 * is not configured
 */
export async function checkServer(
  url: string,
  { pooler = "none", timeoutMs = 5_000 }: { pooler?: Pooler; timeoutMs?: number } = {},
): Promise<ServerFacts> {
  const facts = await readFacts(url, pooler, timeoutMs);
  // A pooler can be configured to accept startup parameters and then ignore them.
  if (pooler === "none" && facts.statementTimeout !== PROBE_TIMEOUT) throw poolerProblem(url);
  const problem = findServerProblem(facts);
  if (problem) throw problem;
  return facts;
}

/** Returns the first reason not to use a server, or undefined if there is none. */
export function findServerProblem({
  versionNumber,
  version,
  encoding,
  ctype,
  extensions,
}: ServerFacts): OperatorError | undefined {
  if (versionNumber < MIN_VERSION) {
    return new OperatorError(
      "database_version",
      `The database server is PostgreSQL ${version}, but Docket needs version 15 or newer. Upgrade it, or remove DATABASE_URL to use the PostgreSQL that comes with Docket.`,
    );
  }
  if (encoding !== "UTF8" || /^(C|POSIX)$/i.test(ctype)) {
    return new OperatorError(
      "database_encoding",
      `The database has encoding ${encoding} and character type ${ctype}, which do not support text search in all languages. ` +
        "Recreate it: CREATE DATABASE docket TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';",
    );
  }
  const missing = neededExtensions.filter((name) => !extensions.includes(name));
  if (missing.length > 0) {
    return new OperatorError(
      "database_version",
      `The database server lacks the extension ${missing.join(" and ")}. Install PostgreSQL's contrib package there (postgresql-contrib) and start again.`,
    );
  }
  return undefined;
}

/**
 * An unusual value. Reading it back proves that the startup parameter was applied, rather than a setting of the role.
 */
const PROBE_TIMEOUT = "4937ms";

async function readFacts(
  url: string,
  pooler: Pooler,
  timeoutMs: number,
): Promise<ServerFacts & { statementTimeout: string }> {
  const client = new Client({
    connectionString: url,
    // Sends the same startup parameter as the application's connections; see `poolConfig`.
    ...(pooler === "none" && { statement_timeout: Number.parseInt(PROBE_TIMEOUT, 10) }),
    application_name: "docket-check",
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<ServerFacts & { statementTimeout: string }>(
      `SELECT current_setting('server_version_num')::int AS "versionNumber", current_setting('server_version') AS version,
              current_setting('statement_timeout') AS "statementTimeout",
              pg_encoding_to_char(encoding) AS encoding, datctype AS ctype,
              ARRAY(SELECT name::text FROM pg_available_extensions) AS extensions
         FROM pg_database WHERE datname = current_database()`,
    );
    if (!rows[0]) throw new Error("the server does not list its own database");
    return rows[0];
  } catch (cause) {
    if (/unsupported startup parameter/i.test(String(cause))) throw poolerProblem(url, cause);
    throw new OperatorError("database_unreachable", unreachableMessage(url, cause), { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

function poolerProblem(url: string, cause?: unknown): OperatorError {
  const { searchParams, host } = new URL(url);
  return new OperatorError(
    "database_pooler",
    `The database at ${searchParams.get("host") ?? host} is behind a pooler such as PgBouncer. ` +
      "Set DATABASE_POOLER=transaction for DATABASE_URL, and point DATABASE_OWNER_URL directly to PostgreSQL.",
    { cause },
  );
}

function unreachableMessage(url: string, cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  const { username, pathname, searchParams, host } = new URL(url);
  const where = searchParams.get("host") ?? host;
  if (code === "28P01" || code === "28000") {
    return `The database server at ${where} refuses the user "${decodeURIComponent(username)}" or its password. Check DATABASE_URL and DATABASE_OWNER_URL.`;
  }
  if (code === "3D000") {
    return `The database server at ${where} has no database "${decodeURIComponent(pathname.slice(1))}". Create it, or correct DATABASE_URL.`;
  }
  return `The database server at ${where} cannot be reached (${code ?? message}). Check DATABASE_URL and that the server is running.`;
}
