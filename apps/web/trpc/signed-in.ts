import { cache } from "react";
import { codeOf, readForPage, serverApi } from "./server.ts";

const signedIn = cache(async () => (await serverApi()).session.get({}));

/** Who looks at the page; read once however many parts of the page ask. Null when nobody is signed in. */
export const findSignedIn = cache(async () => {
  try {
    return await signedIn();
  } catch (error) {
    if (codeOf(error) === "UNAUTHORIZED") return null;
    throw error;
  }
});

/**
 * Who looks at a page that is for those who are signed in.
 *
 * @param path where to come back to after signing in
 */
export async function accountAt(path: string) {
  return (await readForPage(path, signedIn)).account;
}
