import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../runtime/config.ts";
import type { World } from "../testing/world.ts";
import { createWorld } from "../testing/world.ts";
import { backUpWhenDue, migrateWithBackup } from "./backup.ts";

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

test("writes a backup when one is due and removes the oldest automatic ones", async () => {
  world.setTime("2026-11-23T09:00:00.000Z");
  expect(await backUp({ BACKUP_EVERY: "0" })).toBeNull();
  expect(await backUp()).toBe("automatic-2026-11-23T09-00-00Z.sql.gz");
  writeFileSync(path.join(directory, "backups", "by-hand.sql.gz"), "");
  world.advanceClock({ hours: 23 });
  expect(await backUp()).toBeNull();
  world.advanceClock({ hours: 1 });
  expect(await backUp()).toBe("automatic-2026-11-24T09-00-00Z.sql.gz");
  world.advanceClock({ days: 3 });
  await backUp();
  expect(kept()).toEqual([
    "automatic-2026-11-24T09-00-00Z.sql.gz",
    "automatic-2026-11-27T09-00-00Z.sql.gz",
    "by-hand.sql.gz",
  ]);
});

test("keeps the newest five backups made before migrations, and all those made before failed migrations", async () => {
  const migrations = path.join(directory, "migrations");
  cpSync(fileURLToPath(new URL("../../../../prisma/migrations", import.meta.url)), migrations, { recursive: true });
  await world.person("Somebody");
  const config = readConfig({ DOCKET_DATA: path.join(directory, "migrated") });
  const migrate = async (name: string, sql: string, at: string) => {
    mkdirSync(path.join(migrations, name));
    writeFileSync(path.join(migrations, name, "migration.sql"), sql);
    const messages: string[] = [];
    const onStep = (words: string) => messages.push(words);
    await migrateWithBackup(config, world.database.ownerUrl, { at: new Date(at), onStep, migrations }).catch(
      (error: { code: string }) => messages.push(error.code),
    );
    return messages;
  };
  const failed = await migrate("29990101000000_broken", "SELECT 1 / 0;", "2026-11-20T00:00:00Z");
  expect(failed.slice(2)).toEqual([expect.stringContaining("before-failed-migration"), "migration_failed"]);
  rmSync(path.join(migrations, "29990101000000_broken"), { recursive: true });
  for (let day = 1; day <= 7; day += 1) {
    expect(await migrate(`2999010100000${day}_fine`, "SELECT 1;", `2026-11-2${day}T00:00:00Z`)).toHaveLength(2);
  }
  expect(readdirSync(path.join(directory, "migrated", "backups")).toSorted()).toEqual([
    "before-failed-migration-2026-11-20T00-00-00Z.sql.gz",
    ...[3, 4, 5, 6, 7].map((day) => `before-migration-2026-11-2${day}T00-00-00Z.sql.gz`),
  ]);
});
