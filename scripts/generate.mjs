// Generates the Prisma client from prisma/*.prisma without downloading any native engine.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const output = path.join(root, "packages/db/src/generated");
const stamp = path.join(output, ".models-hash");
const prismaPackage = createRequire(path.join(root, "package.json")).resolve("prisma/package.json");

/** Returns a hash of everything that the generated client depends on: the models and the generator's version. */
function modelsHash() {
  const hash = createHash("sha256").update(JSON.parse(readFileSync(prismaPackage, "utf8")).version);
  const directory = path.join(root, "prisma");
  const models = readdirSync(directory, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".prisma"))
    .sort();
  for (const file of models) hash.update(`\0${file}\0`).update(readFileSync(path.join(directory, file)));
  return hash.digest("hex");
}

/**
 * Brings packages/db/src/generated up to date. A no-op if the models have not changed. Returns whether anything was
 * generated. Throws with Prisma's message if a model is invalid.
 */
export function generateClient() {
  const hash = modelsHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;

  rmSync(stamp, { force: true });
  const prisma = path.join(path.dirname(prismaPackage), "build/index.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [prisma, "generate"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      // `generate` requires a schema engine but never runs it. Setting this to any executable prevents the download of
      // one.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (status !== 0) throw new Error(`The Prisma client could not be generated.\n${stdout}${stderr}`);
  writeFileSync(stamp, hash);
  return true;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(generateClient() ? "Prisma client generated." : "Prisma client is up to date.");
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
