import { cache } from "react";
import { codeOf, currentSession, readForPage } from "./server.ts";

/** Returns the session of the request, loaded once per request; null if the user is signed out. */
export const findSignedIn = cache(async () => {
  try {
    return await currentSession();
  } catch (error) {
    if (codeOf(error) === "UNAUTHORIZED") return null;
    throw error;
  }
});

/** Returns the signed-in account. Redirects to the sign-in page if the user is signed out. */
export async function signedInAccount() {
  return (await readForPage(currentSession)).account;
}
