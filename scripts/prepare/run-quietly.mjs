import { closeSync, openSync, readFileSync } from "node:fs";
import { runGroup } from "./process-group.mjs";

/**
 * Runs a command, writing its output to the file `log`, and shows one line with the elapsed time. If the command fails,
 * prints the end of the log and the advice, and exits with code 1.
 * @param {{ title: string, command: string[], log: string, advice: string }} step
 */
export async function runQuietly({ title, command, log, advice }) {
  const output = openSync(log, "w");
  const progress = showProgress(title);
  const failure = await runGroup(command, { output });
  closeSync(output);
  progress.stop(failure === null);
  if (failure === null) return;

  const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-40).join("\n");
  console.error(`${tail}\n\n${title} failed (${failure}). ${advice}\nThe whole output is in ${log}.`);
  process.exit(1);
}

/** Shows a progress line. On a terminal, it is updated every second; elsewhere, it is repeated every ten seconds. */
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
