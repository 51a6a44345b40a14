import { once } from "node:events";
import { createServer, connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A way to the server on which replies can get lost. */
export type CuttingProxy = {
  origin: string;
  /** From now on this share of replies, from 0 to 1, is cut off at their first byte: the server has done its work by then. */
  cut: (share: number) => void;
  close: () => Promise<void>;
};

/**
 * Forwards connections on the loopback address to a port of it.
 *
 * @param random returns a number from 0 to 1
 */
export async function createCuttingProxy(port: number, random: () => number): Promise<CuttingProxy> {
  let share = 0;
  const open = new Set<Socket>();
  const track = (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  };
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    track(client);
    track(upstream);
    client.pipe(upstream);
    upstream.on("data", (chunk) => {
      if (random() < share) return void client.destroy();
      client.write(chunk);
    });
    upstream.once("end", () => client.end());
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.once("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (part) => {
      share = part;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
