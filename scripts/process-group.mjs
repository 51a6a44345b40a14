import { spawn } from "node:child_process";

const environment = {
  // Nobody is there to answer a question, and nothing is reported to anyone.
  CI: "1",
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }),
};

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Run a command as the leader of a process group of its own, so that it and whatever it starts can be ended together:
 * when `limit` milliseconds are over, or when this process gets a terminating signal (which then ends this process too).
 * @param {string[]} command
 * @param {{ output: "inherit" | number, limit?: number, env?: Record<string, string> }} options output: ours, or a file descriptor
 * @returns {Promise<string | null>} null when it succeeded, otherwise why not
 */
export function runGroup([program, ...args], { output, limit, env }) {
  const child = spawn(program, args, {
    stdio: ["ignore", output, output],
    detached: true,
    env: { ...process.env, ...environment, ...env },
  });
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // It ended by itself.
    }
  };
  const onSignal = (signal) => {
    end(signal);
    process.exit(exitCodes[signal]);
  };
  for (const signal of Object.keys(exitCodes)) process.once(signal, onSignal);

  return new Promise((resolve) => {
    const timer = limit && setTimeout(() => resolve(`stopped after ${limit / 60_000} minutes`), limit);
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : (signal ?? `exit code ${code}`));
    });
  }).finally(() => {
    end("SIGKILL");
    for (const signal of Object.keys(exitCodes)) process.off(signal, onSignal);
  });
}
