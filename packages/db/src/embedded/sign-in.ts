import { withClient } from "../with-client.ts";
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
  const attempts = await Promise.allSettled([ownerUrl, appUrl, janitorUrl].map(canSignIn));
  // Only now, so that all connections are closed before the caller stops the server.
  for (const attempt of attempts) if (attempt.status === "rejected") throw attempt.reason;
  return attempts.every((attempt) => attempt.status === "fulfilled" && attempt.value);
}

async function canSignIn(url: string): Promise<boolean> {
  const application_name = "docket-start";
  try {
    await withClient(
      { connectionString: url, application_name, connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
      async () => {},
    );
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === WRONG_PASSWORD) return false;
    throw error;
  }
}
