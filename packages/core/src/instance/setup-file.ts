import { mkdir, rm, writeFile } from "node:fs/promises";
import type { Runtime } from "../runtime.ts";
import { ensureSetupToken, setupLinkFile } from "./setup.ts";

/**
 * Makes the setup link of a fresh installation and keeps it in `setup-link` in the data directory, readable for the
 * server's user only, for people who can't see the server's output. It is removed when the first account is made.
 *
 * @returns the link, null when there is an account already
 */
export async function offerSetup(runtime: Runtime): Promise<string | null> {
  const file = setupLinkFile(runtime.config);
  const setup = await ensureSetupToken(runtime);
  await rm(file, { force: true });
  if (setup === null) return null;
  // With an external database and keys of one's own, nothing has made the directory yet.
  await mkdir(runtime.config.dataDirectory, { recursive: true, mode: 0o700 });
  await writeFile(file, `${setup.link}\n`, { mode: 0o600, flag: "wx" });
  return setup.link;
}
