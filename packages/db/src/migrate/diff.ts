import path from "node:path";
import { repositoryRoot } from "../locate.ts";
import { withSchemaEngine } from "./engine.ts";
import { readModels } from "./migration-file.ts";

/**
 * Returns the SQL that would change the structure of this database to match the Prisma models, or undefined if they
 * match. Features that Prisma's language can't express (CHECK, COLLATE, expression indexes, grants) are not compared
 * here. The catalogue snapshot covers them.
 *
 * @param ownerUrl a database with all migrations applied
 * @param modelDirectory defaults to `prisma` in this repository
 */
export async function diffModels(
  ownerUrl: string,
  modelDirectory = path.join(repositoryRoot(), "prisma"),
): Promise<string | undefined> {
  const models = readModels(modelDirectory);
  const files = models.map(([file, content]) => ({ path: file, content }));
  const { exitCode, stdout } = await withSchemaEngine(ownerUrl, models, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files, configDir: modelDirectory },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  // Exit code 2 means that there are differences.
  return exitCode === 2 ? (stdout ?? "") : undefined;
}
