import { readClientConfig, readConfig } from "@docket/core/runtime/config";
import { runCommandLine } from "./program.ts";
import { processTerminal } from "./terminal.ts";

const terminal = processTerminal();
try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    terminal,
    client: readClientConfig(),
    server: readConfig,
  });
} catch (error) {
  terminal.note(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
