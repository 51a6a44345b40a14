import { mkdir, rm, writeFile } from "node:fs/promises";
import type { Runtime } from "../../runtime/runtime.ts";
import { ensureSetupToken, setupLinkFile } from "./setup.ts";

/**
 * Creates the setup link for a new installation and stores it in the file `setup-link` in the data directory, for
 * operators who can't see the server's output. The file is readable only by the server's user, and is removed when the
 * first account is created.
 *
 * @returns the link, or null if there already is an account
 */
export async function createSetupLinkFile(runtime: Runtime): Promise<string | null> {
  const file = setupLinkFile(runtime.config);
  const setup = await ensureSetupToken(runtime);
  await rm(file, { force: true });
  if (setup === null) return null;
  // With an external database and configured keys, the directory may not exist yet.
  await mkdir(runtime.config.dataDirectory, { recursive: true, mode: 0o700 });
  await writeFile(file, `${setup.link}\n`, { mode: 0o600, flag: "wx" });
  return setup.link;
}
