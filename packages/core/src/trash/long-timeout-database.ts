import { createDatabase } from "@docket/db/client";
import type { Database } from "@docket/db/client";
import type { Config } from "../config.ts";
import { PURGE_TIMEOUT_MS } from "./purge.ts";

/**
 * Connections for work for which nobody waits: to remove a large project takes longer than a request may. Both ends are told,
 * the server and the client that would stop waiting for it. There is one connection, so a job waits for it as long as another
 * may work on it.
 *
 * @param url of the role that does the work
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
