import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server without any protection, as a control for the probes and floods. */
export type NaiveServer = { port: number; origin: string; close: () => void };

/** Starts a server on 127.0.0.1 that responds to every request with 200 and accepts at most a hundred connections. */
export async function startNaiveServer(): Promise<NaiveServer> {
  const options = { insecureHTTPParser: true, requireHostHeader: false, headersTimeout: 0, requestTimeout: 0 };
  const server = createServer({ ...options, maxHeaderSize: 1_000_000 }, (_request, response) => {
    response.end("{}");
  });
  server.maxConnections = 100;
  server.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
