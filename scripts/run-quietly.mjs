import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { finished } from "node:stream/promises";

const environment = {
  // Nobody is there to answer a question, and nothing is reported to anyone.
  CI: "1",
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
};

/**
 * Run a command with its output in the file `log`, and show one line with the elapsed time meanwhile.
 * On failure: the end of the log, the advice, and exit code 1. A signal to this process ends the command and its children first.
 * @param {{ title: string, command: string[], log: string, advice: string }} step
 */
export async function runQuietly({ title, command: [program, ...args], log, advice }) {
  const output = createWriteStream(log);
  // A process group of its own, so that npx, pnpm and whatever they started can be ended together.
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { ...process.env, ...environment },
  });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });

  const progress = showProgress(title);
  const release = endWithThisProcess(child);
  const outcome = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
  });
  release();
  output.end();
  await finished(output);
  progress.stop(outcome === null);
  if (outcome === null) return;

  const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-40).join("\n");
  console.error(`${tail}\n\n${title} failed (${outcome}). ${advice}\nThe whole output is in ${log}.`);
  process.exit(1);
}

/** A line that is rewritten each second on a terminal, and repeated every ten seconds elsewhere. */
function showProgress(title) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const { isTTY } = process.stdout;
  if (!isTTY) console.log(`${title} …`);
  const timer = setInterval(
    () => (isTTY ? process.stdout.write(`\r${title} … ${seconds()} s`) : console.log(`${title} … ${seconds()} s`)),
    isTTY ? 1000 : 10_000,
  );
  return {
    stop(isDone) {
      clearInterval(timer);
      console.log(`${isTTY ? "\r" : ""}${title}: ${isDone ? "done" : "failed"} in ${seconds()} s`);
    },
  };
}

/**
 * Pass a terminating signal on to the process group that the child leads, and end with the code that the signal means.
 * Returns the undoing.
 * @param {import("node:child_process").ChildProcess} child spawned with `detached`
 */
export function endWithThisProcess(child) {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
  const listeners = Object.entries(codes).map(([signal, code]) => {
    const listener = () => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It ended by itself.
      }
      process.exit(code);
    };
    process.once(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}
