import { cache } from "react";
import { codeOf, currentSession, readForPage } from "./server.ts";

/** Who looks at the page; read once however many parts of the page ask. Null when nobody is signed in. */
export const findSignedIn = cache(async () => {
  try {
    return await currentSession();
  } catch (error) {
    if (codeOf(error) === "UNAUTHORIZED") return null;
    throw error;
  }
});

/** The account that looks at a page for people who are signed in. */
export async function signedInAccount() {
  return (await readForPage(currentSession)).account;
}
