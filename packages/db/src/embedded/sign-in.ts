import { Client } from "pg";
import type { EmbeddedUrls } from "./connection-url.ts";

/** SQLSTATE of a wrong password. */
const WRONG_PASSWORD = "28P01";
/** Connection timeout for a newly started server, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Returns whether all roles can sign in to a running cluster with their passwords. They can't if `secrets/` was
 * replaced, for example by restoring a backup of the files.
 */
export async function canAllSignIn({ ownerUrl, appUrl, janitorUrl }: EmbeddedUrls): Promise<boolean> {
  const answers = await Promise.all([ownerUrl, appUrl, janitorUrl].map(canSignIn));
  return answers.every((isIn) => isIn);
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    application_name: "docket-start",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === WRONG_PASSWORD) return false;
    throw error;
  } finally {
    await client.end();
  }
}
