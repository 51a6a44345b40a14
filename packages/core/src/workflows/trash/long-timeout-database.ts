import { createDatabase } from "@docket/db/client";
import type { Database } from "@docket/db/client";
import type { Config } from "../../runtime/config.ts";
import { PURGE_TIMEOUT_MS } from "./purge.ts";

/**
 * Creates a connection with long timeouts, on the server and in the client, for work that no request waits for. Purging
 * a large project takes longer than the timeout for requests. Jobs share the single connection and wait for each other.
 *
 * @param url connection string of the role that does the work
 */
export function createLongTimeoutDatabase({ databasePooler }: Pick<Config, "databasePooler">, url: string): Database {
  return createDatabase({
    url,
    poolSize: 1,
    connectTimeoutMs: PURGE_TIMEOUT_MS,
    pooler: databasePooler,
    statementTimeoutMs: PURGE_TIMEOUT_MS,
    queryTimeoutMs: PURGE_TIMEOUT_MS,
  });
}
