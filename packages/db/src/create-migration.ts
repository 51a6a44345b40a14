import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startTemporaryCluster } from "./embedded/temporary-cluster.ts";
import { migrationDirectory, repositoryRoot } from "./locate.ts";
import { applyMigrations } from "./migrate/apply.ts";
import { diffModels } from "./migrate/diff.ts";
import { readModels } from "./migrate/migration-file.ts";
import { diffModelComments, readModelComments } from "./migrate/model-comment.ts";
import { withClient } from "./with-client.ts";

/**
 * Writes the migration that brings the existing migrations up to the current models, for review and editing. Returns
 * its path, or undefined if the models have not changed.
 *
 * The SQL consists of the schema engine's statements, followed by the CHECK constraints and collations in the models'
 * comments. It is executed only on a temporary server.
 *
 * @param title words for the name of the migration, e.g. `add task label`
 * @param now the timestamp in the name
 */
export async function createMigration(title: string, now = new Date()): Promise<string | undefined> {
  const server = await startTemporaryCluster();
  try {
    await applyMigrations({ ownerUrl: server.ownerUrl });
    const structure = await diffModels(server.ownerUrl);
    const sql = [structure?.trim(), await commentSql(server.ownerUrl, structure)].filter(Boolean).join("\n\n");
    if (sql === "") return undefined;
    return writeMigration(`${now.toISOString().replace(/\D/g, "").slice(0, 14)}_${slug(title)}`, `${sql}\n`);
  } finally {
    await server.stop();
  }
}

/** Returns the CHECK and COLLATE statements to run after the statements in `structure`. */
async function commentSql(ownerUrl: string, structure: string | undefined): Promise<string> {
  return withClient({ connectionString: ownerUrl }, async (client) => {
    await client.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS btree_gin;`);
    if (structure) await client.query(structure);
    const comments = readModelComments(readModels(path.join(repositoryRoot(), "prisma")));
    const statements = (await diffModelComments(client, comments)).join("\n");
    // Executes the statements to detect a typo in a comment now, not when the migration is applied.
    await client.query(statements);
    return statements;
  });
}

function writeMigration(name: string, sql: string): string {
  const lock = path.join(migrationDirectory(), "migration_lock.toml");
  const file = path.join(migrationDirectory(), name, "migration.sql");
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(lock)) writeFileSync(lock, 'provider = "postgresql"\n');
  writeFileSync(file, sql);
  return file;
}

function slug(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_|_$/g, "") || "migration"
  );
}
