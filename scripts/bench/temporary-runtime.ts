import { Pool } from "pg";
import { createLogger } from "../../apps/server/src/front/log.ts";
import { generateKeyRing, parseKeyRing } from "../../packages/auth/src/key-ring.ts";
import { closeRuntime, createRuntime } from "../../packages/core/src/operations/create-runtime.ts";
import { authenticatedActor } from "../../packages/core/src/runtime/actor.ts";
import { readConfig } from "../../packages/core/src/runtime/config.ts";
import type { Ctx } from "../../packages/core/src/runtime/ctx.ts";
import { createLocalNotifier } from "../../packages/core/src/runtime/notifier/local-notifier.ts";
import { createDatabase } from "../../packages/db/src/client.ts";
import { startTemporaryCluster } from "../../packages/db/src/embedded/temporary-cluster.ts";
import { applyMigrations } from "../../packages/db/src/migrate/apply.ts";
import { applyGrants } from "../../packages/db/src/migrate/grant.ts";
import { idOf } from "./data.ts";

type Runtime = Ctx["runtime"];

/**
 * Starts a temporary, migrated database, and removes it after the work or on Ctrl-C.
 *
 * @param work receives a pool connected as the role that owns the tables, and a function that runs measurements with a
 *   runtime like that of the server, but with one connection
 */
export async function withTemporaryDatabase(
  work: (owner: Pool, withRuntime: (measure: (runtime: Runtime) => Promise<void>) => Promise<void>) => Promise<void>,
): Promise<void> {
  // On Ctrl-C, the guard script of the temporary directory stops PostgreSQL and removes its files.
  process.on("SIGINT", () => process.exit(130));
  const server = await startTemporaryCluster();
  const owner = new Pool({ connectionString: server.ownerUrl, max: 1 });
  const roleOf = (url: string) => new URL(url).username;
  try {
    await applyMigrations({ ownerUrl: server.ownerUrl });
    await applyGrants({
      ownerUrl: server.ownerUrl,
      appRole: roleOf(server.appUrl),
      janitorRole: roleOf(server.janitorUrl),
    });
    await work(owner, (measure) => withRuntimeOf(server.appUrl, measure));
  } finally {
    await owner.end();
    await server.stop();
  }
}

async function withRuntimeOf(url: string, measure: (runtime: Runtime) => Promise<void>): Promise<void> {
  const ring = () => parseKeyRing("BENCH", generateKeyRing(new Date()));
  const database = createDatabase({ url, poolSize: 1 });
  const runtime = await createRuntime({
    config: readConfig({ NODE_ENV: "test" }),
    database,
    log: createLogger("silent"),
    clock: () => new Date(),
    secrets: { auth: ring(), data: ring() },
    notifier: createLocalNotifier(),
  });
  try {
    await measure(runtime);
  } finally {
    await closeRuntime(runtime);
    await database.close();
  }
}

/** Returns the context of a request by the n-th person. */
export function benchCtx(runtime: Runtime, person: number): Ctx {
  const actor = authenticatedActor({
    kind: "user" as const,
    userId: idOf("user", person),
    sessionId: idOf("session", person),
    role: "user" as const,
    isVerified: true,
    authenticatedAt: new Date(),
  });
  const request = { id: "bench", ip: null, userAgent: "", locale: "en" as const };
  return { runtime, db: runtime.db, request, actor, now: () => new Date() };
}

/** A statement and its parameters. */
export type SentStatement = [text: string, values: unknown[]];

/**
 * Returns the statements that a function sends without Prisma, and the runtime through which it must send them.
 *
 * @param sent receives each statement
 */
export function observed(runtime: Runtime, sent: (statement: SentStatement) => void): Runtime {
  const pool = new Proxy(runtime.pool, {
    get: (target, name): unknown =>
      name !== "query"
        ? Reflect.get(target, name)
        : (text: string, values: unknown[]) => {
            sent([text, values]);
            return target.query(text, values);
          },
  });
  const query: Runtime["query"] = (statement, plan) => {
    sent([statement.text, statement.values]);
    return runtime.query(statement, plan);
  };
  return { ...runtime, pool, query };
}
