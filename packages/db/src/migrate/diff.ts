import path from "node:path";
import { repositoryRoot } from "../locate.ts";
import { withSchemaEngine } from "./engine.ts";
import { readModels } from "./migration-file.ts";

/**
 * The SQL that would bring the structure of this database to the Prisma models; undefined when they agree. What
 * Prisma's language cannot say (CHECK, COLLATE, expression indexes, grants) is not compared here: the catalogue
 * snapshot guards that.
 *
 * @param ownerUrl a database to which all migrations were applied
 * @param modelDirectory default `prisma` of this repository
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
  // 2 is the engine's "there are differences".
  return exitCode === 2 ? (stdout ?? "") : undefined;
}
