import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runAs } from "../embedded/run-as.ts";
import { makeSocketDirectory } from "../embedded/socket-directory.ts";

/** A PgBouncer in transaction mode in front of a server. */
export interface PgBouncer {
  /** Returns the equivalent connection string for connecting through the pooler. */
  throughPooler: (url: string) => string;
  stop: () => Promise<void>;
}

/** Installation paths on Debian and other distributions. A user's PATH often lacks /usr/sbin. */
const PROGRAM = [
  "/usr/bin/pgbouncer",
  "/usr/sbin/pgbouncer",
  "/usr/local/bin/pgbouncer",
  "/opt/homebrew/bin/pgbouncer",
];
/** Low enough that clients must share connections, so that tests detect session state that was left behind. */
const SERVER_CONNECTIONS = 4;
const START_TIMEOUT_MS = 10_000;

/** The reason to skip tests with PgBouncer, or null if it is installed. */
export const withoutPgBouncer =
  program() === undefined ? "pgbouncer is not installed (apt-get install pgbouncer)" : null;

function program(): string | undefined {
  return PROGRAM.find((file) => existsSync(file));
}

/**
 * Starts PgBouncer with its defaults in transaction mode, for all databases of the server and the roles of the given
 * connections.
 *
 * @param urls connection strings for one server, each with a different role
 * @param more additional configuration lines
 * @throws Error with PgBouncer's output if it does not start
 */
export async function startPgBouncer(urls: string[], more: string[] = []): Promise<PgBouncer> {
  const [first = ""] = urls;
  const user = runAs();
  const home = mkdtempSync(path.join(os.tmpdir(), "docket-pgbouncer-"));
  chmodSync(home, 0o711);
  const sockets = makeSocketDirectory(user);
  const [configuration, users] = [path.join(home, "pgbouncer.ini"), path.join(home, "users.txt")];
  writeFileSync(users, urls.map(userLine).join(""), { mode: 0o600 });
  writeFileSync(configuration, configurationOf(first, { users, sockets, more }), { mode: 0o600 });
  if (user) for (const file of [configuration, users]) chownSync(file, user.uid, user.gid);

  const child = spawn(program() ?? "pgbouncer", ["-q", ...(user ? ["-u", user.name] : []), configuration], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = async () => {
    await end(child);
    for (const directory of [home, sockets]) rmSync(directory, { recursive: true, force: true });
  };
  let written = "";
  child.stderr.on("data", (chunk: Buffer) => (written += chunk.toString()));
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await acceptsConnections(path.join(sockets, ".s.PGSQL.5432")))) {
    if (child.exitCode === null && performance.now() < deadline) {
      await sleep(10);
      continue;
    }
    await stop();
    throw new Error(`PgBouncer did not start: ${written}`);
  }
  return {
    throughPooler: (url) => {
      const changed = new URL(url);
      changed.host = "localhost";
      changed.port = "";
      changed.searchParams.set("host", sockets);
      return changed.href;
    },
    stop,
  };
}

/** Returns whether a program listens on a socket. The socket exists a moment earlier, and refuses connections until then. */
async function acceptsConnections(socketPath: string): Promise<boolean> {
  const socket = net.connect(socketPath);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function userLine(url: string): string {
  const { username, password } = new URL(url);
  return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`;
}

function configurationOf(
  target: string,
  { users, sockets, more }: { users: string; sockets: string; more: string[] },
): string {
  const { hostname, port, searchParams } = new URL(target);
  return [
    "[databases]",
    `* = host=${searchParams.get("host") ?? hostname} port=${port || "5432"}`,
    "[pgbouncer]",
    "pool_mode = transaction",
    `default_pool_size = ${SERVER_CONNECTIONS}`,
    "max_client_conn = 400",
    "auth_type = scram-sha-256",
    `auth_file = ${users}`,
    "listen_port = 5432",
    `unix_socket_dir = ${sockets}`,
    // A database with open connections can't be dropped.
    "server_idle_timeout = 1",
    ...more,
    "",
  ].join("\n");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
