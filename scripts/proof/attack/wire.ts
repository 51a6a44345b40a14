import { connect } from "node:net";

/** The responses on a connection. */
export type Reply = {
  /** The statuses of all responses, in order. */
  statuses: number[];
  text: string;
};

const QUIET_MS = 400;
const MAX_MS = 4_000;

/**
 * Writes bytes to a new connection and collects the responses until the server closes it or stops sending.
 *
 * @param port the server's port on 127.0.0.1
 */
export function exchange(port: number, bytes: string | Buffer): Promise<Reply> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes),
    );
    let quiet: NodeJS.Timeout | undefined;
    const longest = setTimeout(() => socket.destroy(), MAX_MS);
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      clearTimeout(quiet);
      quiet = setTimeout(() => socket.destroy(), QUIET_MS);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(quiet);
      clearTimeout(longest);
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
      resolve({ statuses, text });
    });
  });
}
