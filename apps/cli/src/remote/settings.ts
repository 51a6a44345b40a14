import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Id } from "@docket/schema/id";
import { z } from "zod";
import { UsageError } from "../failure.ts";

/** The login data stored by `docket login`. */
const Settings = z.object({ url: z.url({ protocol: /^https?$/ }), token: z.string().min(1), workspaceId: Id });
export type Settings = z.infer<typeof Settings>;

/** Returns the path of the settings file, in the config directory of the XDG Base Directory Specification. */
export function settingsFile(configHome: string): string {
  return path.join(configHome, "docket", "cli.json");
}

/**
 * Reads the stored login.
 *
 * @returns null if there is none
 * @throws UsageError if the file can't be read or is invalid
 */
export function readSettings(configHome: string): Settings | null {
  const file = settingsFile(configHome);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new UsageError(`${file} can't be read. Check its owner and permissions.`);
  }
  try {
    return Settings.parse(JSON.parse(text));
  } catch {
    throw new UsageError(`${file} is damaged. Log in again: docket login`);
  }
}

/** Stores the login in a file that only its owner can read, because it contains a token. */
export function writeSettings(configHome: string, settings: Settings): void {
  const file = settingsFile(configHome);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  // The mode above applies only to a new file.
  chmodSync(file, 0o600);
}

/**
 * Deletes the stored login.
 *
 * @returns whether there was a login
 */
export function forgetSettings(configHome: string): boolean {
  const hadSettings = readSettings(configHome) !== null;
  rmSync(settingsFile(configHome), { force: true });
  return hadSettings;
}
