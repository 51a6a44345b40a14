import { readFileSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import * as engineModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Pool, type QueryArrayResult } from "pg";
import { requireFromDb } from "../locate.ts";

/** A `.prisma` file: path and content. */
export type ModelFile = [path: string, text: string];

let loaded = false;

/**
 * Runs `work` with Prisma's schema engine connected to `url`. The engine is the WebAssembly build, so nothing is
 * downloaded.
 *
 * @param models the models passed to the engine; at least one file, even if it contains only the datasource
 */
export async function withSchemaEngine<Result>(
  url: string,
  models: ModelFile[],
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loadEngine();
  const pool = new Pool({ connectionString: url, application_name: "docket-migrate", max: 1 });
  pool.on("error", () => {});
  const factory = bindMigrationAwareSqlAdapterFactory(migrationAdapter(pool));
  const engine = await engineModule.SchemaEngine.new({ datamodels: models }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

function loadEngine(): void {
  if (loaded) return;
  const directory = path.dirname(requireFromDb().resolve("@prisma/schema-engine-wasm"));
  const bytes = readFileSync(path.join(directory, "schema_engine_bg.wasm"));
  const { exports } = new wasm.Instance(new wasm.Module(bytes), { "./schema_engine_bg.js": engineModule });
  // The package's entry point imports the .wasm file as a module, which Node 20 does not support. The next statements
  // do what the entry point does.
  const { __wbg_set_wasm } = engineModule as unknown as { __wbg_set_wasm: (exports: unknown) => void };
  __wbg_set_wasm(exports);
  exports.__wbindgen_start();
  // The engine passes the message of a panic to this function. Without it, a panic would appear only as a TypeError.
  const onPanic = (message: string): never => {
    throw new Error(`the schema engine gave up: ${message}`);
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: onPanic } });
  loaded = true;
}

/** The parts of the WebAssembly API used here. TypeScript declares them only in the DOM library. */
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object, imports: object) => { exports: { __wbindgen_start: () => void } };
  };
};

/**
 * Returns PrismaPg for the engine, with two fixes. First, it sends a migration to the server unchanged. PrismaPg would
 * split it at every semicolon, even in a string or function body, and commit each part. PostgreSQL splits it correctly
 * and runs it in one implicit transaction, as with the native engine. Second, it returns columns of PostgreSQL's
 * internal "char" type as characters. The engine reads such columns from the system catalogue, but PrismaPg rejects
 * them.
 */
function migrationAdapter(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const base = new PrismaPg(pool);
  return {
    provider: base.provider,
    adapterName: base.adapterName,
    connectToShadowDb: () => Promise.reject(new Error("migrations are compared without a shadow database")),
    connect: async () => {
      const charColumns = relabelChars(pool);
      const adapter = await base.connect();
      const queryRaw = adapter.queryRaw.bind(adapter);
      const repaired: Partial<SqlDriverAdapter> = {
        queryRaw: async (query) => {
          const result = await queryRaw(query);
          for (const column of charColumns()) result.columnTypes[column] = ColumnTypeEnum.Character;
          return result;
        },
        executeScript: async (script) => {
          await pool.query(withFinishedUpdate(script)).catch((error: unknown) => adapter["onError"](error));
        },
      };
      return Object.assign(adapter, repaired);
    },
  };
}

const CHAR = 18;
const BPCHAR = 1042;

/**
 * Appends the update that marks the migration as finished, so that either both are committed or neither is. The engine
 * performs the same update afterwards. If it were interrupted before that, an applied migration would remain marked as
 * unfinished.
 */
function withFinishedUpdate(script: string): string {
  if (/\bCONCURRENTLY\b/i.test(script)) return script;
  return `${script}\n;\nUPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;`;
}

/**
 * Makes the pool report "char" columns as char(n). Returns a function that returns the indexes of these columns in the
 * latest result. (The engine runs one query at a time.)
 */
function relabelChars(pool: Pool): () => number[] {
  let columns: number[] = [];
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  const relabelled = async (...args: unknown[]): Promise<QueryArrayResult> => {
    const result = (await query(...args)) as QueryArrayResult;
    columns = [];
    for (const [column, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR) continue;
      field.dataTypeID = BPCHAR;
      columns.push(column);
    }
    return result;
  };
  Object.assign(pool, { query: relabelled });
  return () => columns;
}
