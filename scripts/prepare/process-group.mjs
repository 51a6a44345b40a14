import { spawn } from "node:child_process";

const environment = {
  // Disables interactive prompts and telemetry.
  CI: "1",
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }),
};

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Runs a command as the leader of a new process group. The command and all processes that it starts are ended together,
 * either after `limit` milliseconds or when this process receives a terminating signal, which also ends this process.
 * @param {string[]} command
 * @param {{ output: "inherit" | number, limit?: number, env?: Record<string, string> }} options output: "inherit" or a
 * file descriptor
 * @returns {Promise<string | null>} null if the command succeeded, otherwise the reason for the failure
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
      // The group has already ended.
    }
  };
  const onSignal = (signal) => {
    end(signal);
    // Not immediately, so that other groups that are running are ended too.
    setImmediate(() => process.exit(exitCodes[signal]));
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
