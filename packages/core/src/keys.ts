import { importAccessTokenKeys } from "@docket/auth/access-token";
import type { AccessTokenKeys } from "@docket/auth/access-token";
import { keysFor } from "@docket/auth/key-ring";
import type { PurposeKeys } from "@docket/auth/key-ring";
import type { Secrets } from "./secrets.ts";

/** Every key that a running process needs, derived once. */
export type Keys = {
  accessToken: AccessTokenKeys;
  refreshToken: PurposeKeys;
  deviceToken: PurposeKeys;
  /** Makes names of unknown accounts unreadable in the security log. */
  identifier: PurposeKeys;
  seal: PurposeKeys;
  checkpoint: PurposeKeys;
};

/**
 * Derives the keys from the two rings. What is forgotten within minutes comes from the first ring, what must still be
 * understood next year from the second.
 *
 * @param issuer the public address that access tokens are bound to
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
