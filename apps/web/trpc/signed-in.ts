import { cache } from "react";
import { codeOf, currentSession, readForPage } from "./server.ts";

/** Returns the session of the request, loaded once per request; null if nobody is signed in. */
export const findSignedIn = cache(async () => {
  try {
    return await currentSession();
  } catch (error) {
    if (codeOf(error) === "UNAUTHORIZED") return null;
    throw error;
  }
});

/** Returns the signed-in account. Redirects to the sign-in page if nobody is signed in. */
export async function signedInAccount() {
  return (await readForPage(currentSession)).account;
}
