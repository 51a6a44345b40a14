import { MAX_NOTIFY_BYTES, openChannel } from "@docket/db/channel";
import type { PrismaClient } from "@docket/db/generated/client";
import { Id } from "@docket/schema/id";
import type { Logger } from "pino";
import { createDirtySet } from "./dirty-set.ts";
import { createListeners } from "./notifier.ts";
import type { Notifier, Listeners } from "./notifier.ts";

const CHANNEL = "docket";
/**
 * Minimum time between two notifications, in milliseconds. NOTIFY takes a cluster-wide lock, so a busy process should
 * send few notifications.
 */
const SEND_EVERY_MS = 20;
/** How often the counters in the table are polled, in milliseconds. */
const POLL_EVERY_MS = 1_000;

export type PostgresNotifierOptions = {
  /** Used for polling, which must not depend on the connection for notifications. */
  db: PrismaClient;
  /** Must be a direct connection to PostgreSQL, not through a pooler. */
  url: string;
  log: Pick<Logger, "warn">;
  pollEveryMs?: number;
};

/**
 * Creates the notifier for several processes that share a database. It notifies this process immediately. The other
 * processes are notified with NOTIFY after the commit, on a separate connection and in batches of a few milliseconds.
 * If a notification is lost, polling the workspaces' counters makes up for it within a second.
 */
export function createPostgresNotifier({
  db,
  url,
  log,
  pollEveryMs = POLL_EVERY_MS,
}: PostgresNotifierOptions): Notifier {
  const listeners = createListeners();
  const channel = openChannel({
    url,
    name: CHANNEL,
    onMessage: (message) => handleMessage(listeners, message),
    onOpen() {
      listeners.notifyAll();
      dirty.flush();
    },
    onBroken: (error) => log.warn({ err: error }, "The connection for live updates broke; connecting again."),
  });
  const dirty = createDirtySet({ send: channel.send, everyMs: SEND_EVERY_MS, maxBytes: MAX_NOTIFY_BYTES });
  const poll = pollCounters(db, listeners, pollEveryMs);

  return {
    notify(workspaceId) {
      listeners.notify(workspaceId, null);
      dirty.add(`w${workspaceId}`);
    },
    notifyUser(userId) {
      listeners.notifyUser(userId);
      dirty.add(`u${userId}`);
    },
    listen: listeners.listen,
    listenUser: listeners.listenUser,
    async close() {
      poll.stop();
      // A short command may end before the connection is established. Its notification must still be sent.
      await channel.settled();
      dirty.flush();
      await dirty.close();
      await channel.close();
    },
  };
}

/**
 * Handles one message: comma-separated entries, each consisting of `w` or `u` and an id. Anyone with a database login
 * can send messages, so they are treated only as hints.
 */
function handleMessage(listeners: Listeners, message: string): void {
  for (const word of message.split(",")) {
    const id = Id.safeParse(word.slice(1));
    if (!id.success) continue;
    if (word.startsWith("w")) listeners.notify(id.data, null);
    if (word.startsWith("u")) listeners.notifyUser(id.data);
  }
}

function pollCounters(db: PrismaClient, listeners: Listeners, everyMs: number): { stop: () => void } {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const poll = async () => {
    const workspaceIds = listeners.workspaceIds();
    if (workspaceIds.length > 0) {
      const counters = await db.workspaceCounter.findMany({ where: { workspaceId: { in: workspaceIds } } });
      for (const { workspaceId, changeSeq } of counters) listeners.notify(workspaceId, changeSeq);
    }
  };
  const schedule = () => {
    timer = setTimeout(() => {
      // The database may be unavailable. The next poll tries again.
      void poll()
        .catch(() => {})
        .then(() => isStopped || schedule());
    }, everyMs).unref();
  };
  schedule();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
