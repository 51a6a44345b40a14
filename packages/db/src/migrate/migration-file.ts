import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { ModelFile } from "./engine.ts";

/** One migration on disk: `<directory>/<name>/migration.sql`. */
export interface MigrationFile {
  /** `<yyyymmddhhmmss>_<title>`. Migrations are applied in the order of their names. */
  name: string;
  sql: string;
  /** SHA-256 in hexadecimal, as Prisma records it in `_prisma_migrations.checksum`. */
  checksum: string;
}

/** Returns all migrations in a directory, oldest first. Returns an empty list if the directory does not exist. */
export function readMigrations(directory: string): MigrationFile[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** Reads the Prisma models from all `.prisma` files in the directory and its subdirectories. */
export function readModels(directory: string): ModelFile[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".prisma"))
    .sort()
    .map((file) => [file, readFileSync(path.join(directory, file), "utf8")]);
}
