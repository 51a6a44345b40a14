import { Client } from "pg";

/** Maximum size of a message in bytes. PostgreSQL rejects payloads of 8,000 bytes or more. */
export const MAX_NOTIFY_BYTES = 7_900;

const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 5_000;
/** Interval between queries on an idle connection. They detect an unplugged cable, which causes no error. */
const HEARTBEAT_MS = 15_000;

export interface Channel {
  /** Sends a message to every listening process. Rejects if the connection is down or the message is too long. */
  send: (message: string) => Promise<void>;
  /** Resolves when the current connection attempt has succeeded or failed. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
}

export interface ChannelOptions {
  /** A direct connection to PostgreSQL, because LISTEN does not work through a pooler in transaction mode. */
  url: string;
  name: string;
  /** Called with each message from other connections. A sender does not receive its own messages. */
  onMessage: (message: string) => void;
  /** Called after each connect, including the first one. Messages sent while disconnected have been missed. */
  onOpen: () => void;
  /** Called with the reason when the connection breaks. The channel reconnects automatically. */
  onBroken?: (error: Error) => void;
}

/**
 * Opens a dedicated connection for LISTEN and NOTIFY. It reconnects automatically until it is closed, first after at
 * most 50 ms, then with increasing delays of up to 5 seconds.
 */
export function openChannel({ url, name, onMessage, onOpen, onBroken = () => {} }: ChannelOptions): Channel {
  let open: { client: Client; breakDown: (error: Error) => void } | null = null;
  let retry: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let isClosed = false;
  let connecting = connect();

  function reconnect(): void {
    connecting = connect();
  }

  async function connect(): Promise<void> {
    const attempt = new Client({
      connectionString: url,
      application_name: "docket-channel",
      connectionTimeoutMillis: 2_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    let isBroken = false;
    const breakDown = (error: Error) => {
      if (isBroken) return;
      isBroken = true;
      open = null;
      void closeQuietly(attempt);
      if (isClosed) return;
      onBroken(error);
      retry = setTimeout(reconnect, pauseMs * (0.5 + Math.random() / 2));
      pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
    };
    attempt.on("error", breakDown);
    attempt.on("end", () => breakDown(new Error("The connection ended.")));
    attempt.on("notification", ({ payload, processId }) => {
      if (processId !== ownProcessId(attempt)) onMessage(payload ?? "");
    });
    try {
      await attempt.connect();
      await attempt.query(`LISTEN ${attempt.escapeIdentifier(name)}`);
    } catch (error) {
      breakDown(asError(error));
      return;
    }
    if (isBroken) return;
    if (isClosed) return attempt.end();
    open = { client: attempt, breakDown };
    pauseMs = FIRST_PAUSE_MS;
    onOpen();
  }

  async function runQuery(text: string, values: string[]): Promise<void> {
    if (open === null) throw new Error("The channel is not connected.");
    const { client, breakDown } = open;
    try {
      await client.query(text, values);
    } catch (error) {
      breakDown(asError(error));
      throw error;
    }
  }

  const heartbeat = setInterval(() => {
    // breakDown() already handles errors.
    if (open !== null) void runQuery("SELECT 1", []).catch(() => {});
  }, HEARTBEAT_MS).unref();

  return {
    send: (message) => runQuery("SELECT pg_notify($1, $2)", [name, message]),
    settled: () => connecting,
    async close() {
      isClosed = true;
      clearTimeout(retry);
      clearInterval(heartbeat);
      await connecting;
      const last = open?.client;
      open = null;
      await last?.end();
    },
  };
}

/** Closes a broken connection, ignoring errors. */
async function closeQuietly(client: Client): Promise<void> {
  await client.end().catch(() => {});
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Returns the process ID of the connection's backend. node-postgres provides it, but its types do not declare it. */
function ownProcessId(client: Client): number | null {
  return (client as Client & { processID: number | null }).processID;
}
