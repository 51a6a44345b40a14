import { once } from "node:events";
import { createServer, connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A proxy in front of the server that can drop replies. */
export type CuttingProxy = {
  origin: string;
  /**
   * Sets the share of replies, from 0 to 1, that are cut off at their first byte. By then, the server has already done
   * its work.
   */
  cut: (share: number) => void;
  close: () => Promise<void>;
};

/**
 * Starts a proxy on 127.0.0.1 that forwards connections to another local port.
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
