import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backUpWhenDue } from "./backup.ts";
import { readConfig } from "./config.ts";
import type { World } from "./testing/world.ts";
import { createWorld } from "./testing/world.ts";

let world: World;
let directory: string;
beforeAll(async () => {
  world = await createWorld();
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-backups-"));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await world.close();
});

const kept = () => readdirSync(path.join(directory, "backups")).toSorted();
const backUp = (more: Record<string, string> = {}) => {
  const config = readConfig({ DOCKET_DATA: directory, BACKUP_EVERY: "24", BACKUP_KEEP: "2", ...more });
  return backUpWhenDue(config, world.database.ownerUrl, world.runtime.clock());
};

test("a backup is written when it is due, and the oldest automatic ones make room", async () => {
  world.setTime("2026-11-23T09:00:00.000Z");
  expect(await backUp({ BACKUP_EVERY: "0" })).toBeNull();
  expect(await backUp()).toBe("automatic-2026-11-23T09-00-00Z.sql.gz");
  writeFileSync(path.join(directory, "backups", "by-hand.sql.gz"), "");
  world.pass({ hours: 23 });
  expect(await backUp()).toBeNull();
  world.pass({ hours: 1 });
  expect(await backUp()).toBe("automatic-2026-11-24T09-00-00Z.sql.gz");
  world.pass({ days: 3 });
  await backUp();
  expect(kept()).toEqual([
    "automatic-2026-11-24T09-00-00Z.sql.gz",
    "automatic-2026-11-27T09-00-00Z.sql.gz",
    "by-hand.sql.gz",
  ]);
});
