import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Id } from "@docket/schema/id";
import { z } from "zod";
import { UsageError } from "../failure.ts";

/** What `docket login` keeps. */
const Settings = z.object({ url: z.url({ protocol: /^https?$/ }), token: z.string().min(1), workspaceId: Id });
export type Settings = z.infer<typeof Settings>;

/** The file, in the directory that the XDG Base Directory Specification names for settings. */
export function settingsFile(configHome: string): string {
  return path.join(configHome, "docket", "cli.json");
}

/**
 * @returns null when nobody has logged in
 * @throws UsageError for a file that can't be read
 */
export function readSettings(configHome: string): Settings | null {
  const file = settingsFile(configHome);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new UsageError(`${file} can't be read. Is it yours?`);
  }
  try {
    return Settings.parse(JSON.parse(text));
  } catch {
    throw new UsageError(`${file} is damaged. Log in again: docket login`);
  }
}

/** Keeps the settings where only their owner can read them: the token in them opens everything. */
export function writeSettings(configHome: string, settings: Settings): void {
  const file = settingsFile(configHome);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  // The mode above counts for a new file only.
  chmodSync(file, 0o600);
}

/** @returns whether there was anything to forget */
export function forgetSettings(configHome: string): boolean {
  const hadSettings = readSettings(configHome) !== null;
  rmSync(settingsFile(configHome), { force: true });
  return hadSettings;
}
