import { Client } from "pg";

/** The most bytes of one message; PostgreSQL refuses payloads of 8,000 and more. */
export const MESSAGE_BYTES = 7_900;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
/** How often a quiet connection is asked whether it is still there; a cable that was pulled says nothing. */
const HEARTBEAT_MS = 15_000;

export interface Channel {
  /** Sends to every process that listens. Rejects when the connection is down or the message too long. */
  send: (message: string) => Promise<void>;
  /** Ends when the attempt to connect that is under way has succeeded or failed. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
}

export interface ChannelOptions {
  /** Leads to PostgreSQL itself: neither LISTEN nor NOTIFY survives a pooler. */
  url: string;
  name: string;
  /** Called with what other connections sent; a sender does not hear itself. */
  onMessage: (message: string) => void;
  /** Called whenever the connection stands, the first time too: what was sent before that has been missed. */
  onOpen: () => void;
  /** Told why the connection broke; it is already being made again. */
  onBroken?: (error: Error) => void;
}

/**
 * Opens a connection of its own for LISTEN and NOTIFY. It never gives up: after a break it connects again, at first at
 * once, later every few seconds.
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
      void unsubscribe(attempt);
      if (isClosed) return;
      onBroken(error);
      retry = setTimeout(reconnect, pauseMs * (0.5 + Math.random() / 2));
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
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

  async function ask(text: string, values: string[]): Promise<void> {
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
    // A failure has already been seen to.
    if (open !== null) void ask("SELECT 1", []).catch(() => {});
  }, HEARTBEAT_MS).unref();

  return {
    send: (message) => ask("SELECT pg_notify($1, $2)", [name, message]),
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

/** Closes a connection of which nothing is expected any more. */
async function unsubscribe(client: Client): Promise<void> {
  await client.end().catch(() => {});
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The number of the connection's own backend; pg has it, its types do not. */
function ownProcessId(client: Client): number | null {
  return (client as Client & { processID: number | null }).processID;
}
