import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { ADDRESS } from "../playwright.config.ts";

/** A proxy in front of the server under test, whose connections can stall. */
export type Relay = { url: string; release: () => void; close: () => void };

/**
 * Opens a relay. Each connection stalls after sending the given number of bytes to the server. Calling `release`
 * resumes them all, and from then on no connection stalls.
 */
export async function openRelay(stuckAfterBytes: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isFlowing = false;
  const server = createServer((near) => {
    const far = connect(Number(new URL(ADDRESS).port), "127.0.0.1");
    let carried = 0;
    near.on("data", (bytes) => {
      carried += bytes.length;
      far.write(bytes);
      if (!isFlowing && carried > stuckAfterBytes) near.pause();
    });
    far.on("data", (bytes) => near.write(bytes));
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      sockets.add(socket);
      socket.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    release: () => {
      isFlowing = true;
      for (const socket of sockets) socket.resume();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
