import { readConfig } from "@docket/core/runtime/config";
import { errorText } from "@docket/core/runtime/error-record";
import { startServer } from "./process.ts";
import type { RunningServer } from "./process.ts";
import { onStopSignal } from "./signal.ts";
import { startErrorMessage } from "./start-error-message.ts";
import { startMessage } from "./start-message.ts";

/** Prints the reason why the process can't continue, and exits. For a bug, prints the stack trace. */
function fail(error: unknown, listening = { host: "127.0.0.1", port: 3000 }): never {
  const sentence = startErrorMessage(error, listening);
  process.stderr.write(`\n${sentence ?? `Docket can't continue.\n${errorText(error)}`}\n`);
  process.exit(1);
}

function end(server: RunningServer, code: number): void {
  server.stop().then(() => process.exit(code), fail);
}

/** Runs the server process. It prints its progress as text during startup, and one log line per request after that. */
async function main(): Promise<void> {
  const config = readConfig();
  const starting = startServer(config, (words) => process.stdout.write(`  ${words}\n`));
  // Interrupting the first start would leave a partial installation. The start is therefore completed before the
  // process stops.
  onStopSignal(() => void starting.then((server) => end(server, 0), fail));
  const server = await starting.catch((error: unknown) => fail(error, config));
  process.on("uncaughtException", (error) => {
    process.stderr.write(`\nDocket failed and is stopping.\n${errorText(error)}\n`);
    end(server, 1);
  });
  process.stdout.write(startMessage(server.facts));
}

await main().catch((error: unknown) => fail(error));
