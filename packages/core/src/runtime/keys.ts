import { importAccessTokenKeys } from "@docket/auth/access-token";
import type { AccessTokenKeys } from "@docket/auth/access-token";
import { keysFor } from "@docket/auth/key-ring";
import type { PurposeKeys } from "@docket/auth/key-ring";
import type { Secrets } from "./secrets.ts";

/** All keys that a process needs. Derived once at start-up. */
export type Keys = {
  accessToken: AccessTokenKeys;
  refreshToken: PurposeKeys;
  deviceToken: PurposeKeys;
  /** Keys for hashing the addresses of unknown accounts in the security log. */
  identifier: PurposeKeys;
  seal: PurposeKeys;
  checkpoint: PurposeKeys;
};

/**
 * Derives the keys from the two key rings. Keys for data that expires within minutes come from the `auth` ring. Keys
 * for data that must stay readable for a year come from the `data` ring.
 *
 * @param issuer the public URL to which access tokens are bound
 */
export async function deriveKeys({ auth, data }: Secrets, issuer: string): Promise<Keys> {
  return {
    accessToken: await importAccessTokenKeys(auth, issuer),
    refreshToken: keysFor(auth, "refresh-token"),
    deviceToken: keysFor(data, "device-token"),
    identifier: keysFor(data, "identifier"),
    seal: keysFor(data, "seal"),
    checkpoint: keysFor(data, "checkpoint"),
  };
}
