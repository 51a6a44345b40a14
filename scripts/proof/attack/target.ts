// The target process: the real front, API and core, run from source and without rate limits, so that every call reaches
// its procedure. A second front serves the planted vulnerabilities. The process is controlled through messages.
import { createWriteStream } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createLogger, createRequestLog } from "../../../apps/server/src/front/log.ts";
import { createMetrics } from "../../../apps/server/src/front/metrics.ts";
import { createFront } from "../../../apps/server/src/front/server.ts";
import { createDirectApi } from "../../../packages/api/src/direct.ts";
import { createApi } from "../../../packages/api/src/handler.ts";
import { createLocalNotifier } from "../../../packages/core/src/runtime/notifier/local-notifier.ts";
import { createPlantedApi, block } from "./planted.ts";
import type { InstallationKeys } from "./population.ts";
import { openRuntime } from "./population.ts";

/** The first message to the process. */
export type TargetSettings = InstallationKeys & { appUrl: string };

/** The ports of the two fronts. */
export type TargetPorts = { product: number; planted: number };

/** The memory of the process in bytes after garbage collection. */
export type Memory = { heap: number; resident: number };

const PLANTED_PAGE_MS = 30;
const origin = "http://127.0.0.1";

async function start({ appUrl, ...keys }: TargetSettings): Promise<TargetPorts> {
  const logger = createLogger("error", createWriteStream(path.join(keys.directory, "target.log")));
  const runtime = await openRuntime(appUrl, keys, { notifier: createLocalNotifier(), log: logger });
  const parts = {
    ready: async () => true,
    logger,
    logRequest: createRequestLog("silent"),
    metrics: createMetrics(),
    settings: { isHttps: false, isDevelopment: false, origins: [], trustedProxies: 1 },
  };
  const product = createFront({
    ...parts,
    api: createApi(runtime),
    directApi: createDirectApi(runtime),
    pages: async (_request, response) => void response.writeHead(404).end(),
  });
  const planted = createFront({
    ...parts,
    // Pages are rendered without limits, which is another planted vulnerability.
    limits: {
      pages: { perCaller: 1_000, queued: 1_000, total: 1_000, share: 1, burst: 1_000_000 },
      connectionsPerAddress: 10_000,
    },
    api: createPlantedApi(runtime),
    pages: async (request, response) => {
      const next = new URL(request.url ?? "/", origin).searchParams.get("next");
      if (next !== null) return void response.writeHead(307, { location: next }).end();
      block(PLANTED_PAGE_MS);
      response.writeHead(200).end("A page that costs as much as a rendered one.");
    },
  });
  const [first, second] = [await product.listen(0, "127.0.0.1"), await planted.listen(0, "127.0.0.1")];
  return { product: first.port, planted: second.port };
}

/**
 * Requires `--expose-gc`. Collects garbage several times, because finalizers release more memory for the next
 * collection.
 */
async function measureMemory(): Promise<Memory> {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.();
    await sleep(50);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

process.on("message", (message: TargetSettings | { measure: true }) => {
  const answer = "measure" in message ? measureMemory() : start(message);
  void answer.then((value) => process.send?.(value));
});
process.on("disconnect", () => process.exit());
