import { readConfig } from "@docket/core/runtime/config";
import { errorText } from "@docket/core/runtime/error-record";
import { startServer } from "./process.ts";
import type { RunningServer } from "./process.ts";
import { onStopSignal } from "./signal.ts";
import { startErrorMessage } from "./start-error-message.ts";
import { startMessage } from "./start-message.ts";

/** Prints why the process can't continue, and exits. A bug is printed with its stack. */
function fail(error: unknown, listening = { host: "127.0.0.1", port: 3000 }): never {
  const sentence = startErrorMessage(error, listening);
  process.stderr.write(`\n${sentence ?? `Docket can't continue.\n${errorText(error)}`}\n`);
  process.exit(1);
}

function end(server: RunningServer, code: number): void {
  server.stop().then(() => process.exit(code), fail);
}

/** Runs the server process. It prints its progress as text during startup, and then one log line per request. */
async function main(): Promise<void> {
  const config = readConfig();
  const starting = startServer(config, (words) => process.stdout.write(`  ${words}\n`));
  // An interrupted first start would leave a partial installation, so the start is completed and then stopped.
  onStopSignal(() => void starting.then((server) => end(server, 0), fail));
  const server = await starting.catch((error: unknown) => fail(error, config));
  process.on("uncaughtException", (error) => {
    process.stderr.write(`\nDocket failed and is stopping.\n${errorText(error)}\n`);
    end(server, 1);
  });
  process.stdout.write(startMessage(server.facts));
}

await main().catch((error: unknown) => fail(error));
