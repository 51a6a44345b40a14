import { importAccessTokenKeys, signAccessToken } from "../../packages/auth/src/access-token.ts";
import { parseKeyRing } from "../../packages/auth/src/key-ring.ts";
import { idOf, SIZE } from "./data.ts";

/**
 * Creates an access token for every user, as sign-in would.
 *
 * @param ring the server's setting `AUTH_SECRETS`
 * @param issuer the server's origin
 * @returns the tokens, indexed by user
 */
export async function createAccessTokens(ring: string, issuer: string): Promise<string[]> {
  const keys = await importAccessTokenKeys(parseKeyRing("AUTH_SECRETS", ring), issuer);
  const now = new Date();
  return Promise.all(
    Array.from({ length: SIZE.users }, (_, user) =>
      signAccessToken(
        keys,
        {
          userId: idOf("user", user),
          sessionId: idOf("session", user),
          securityVersion: 0,
          authenticatedAt: now,
          methods: ["pwd"],
        },
        now,
      ),
    ),
  );
}
