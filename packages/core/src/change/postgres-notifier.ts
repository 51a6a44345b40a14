import { MESSAGE_BYTES, openChannel } from "@docket/db/channel";
import type { PrismaClient } from "@docket/db/generated/client";
import { Id } from "@docket/schema/id";
import type { Logger } from "pino";
import { createDirtySet } from "./dirty-set.ts";
import { createListeners } from "./notifier.ts";
import type { Notifier, Listeners } from "./notifier.ts";

const CHANNEL = "docket";
/** Between two notifications, in milliseconds: NOTIFY takes a lock of the whole cluster, so a busy process sends few. */
const SEND_EVERY_MS = 20;
/** How often the numbers in the table are compared with what was heard, in milliseconds. */
const POLL_EVERY_MS = 1_000;

export type PostgresNotifierOptions = {
  /** For the polling, which must not depend on the connection whose silence it covers. */
  db: PrismaClient;
  /** Leads to PostgreSQL itself, not to a pooler. */
  url: string;
  log: Pick<Logger, "warn">;
  pollEveryMs?: number;
};

/**
 * Creates the notifier of several processes over one database. It notifies this process immediately and the others by NOTIFY, after
 * the commit, on a separate connection and batched for some milliseconds. Lost notifications are noticed within a second by
 * comparing the workspaces' counters.
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
    onMessage: (message) => hear(listeners, message),
    onOpen() {
      listeners.notifyAll();
      dirty.flush();
    },
    onBroken: (error) => log.warn({ err: error }, "The connection for live updates broke; connecting again."),
  });
  const dirty = createDirtySet({ send: channel.send, everyMs: SEND_EVERY_MS, maxBytes: MESSAGE_BYTES });
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
    async close() {
      poll.stop();
      // A command that lasts a moment ends before the connection stands; its word must go out all the same.
      await channel.settled();
      dirty.flush();
      await dirty.close();
      await channel.close();
    },
  };
}

/** Acts on one notification: `w` or `u` and an id, separated by commas. Anybody with a database login can send one, so it is only ever a hint. */
function hear(listeners: Listeners, message: string): void {
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
      // A failure is the database being away: the next round will tell.
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
