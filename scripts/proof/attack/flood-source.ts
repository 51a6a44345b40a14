// The process that floods the server and uploads files. It is separate so that it does not slow down the victims. It
// receives orders as messages.
import { connect } from "node:net";
import type { Socket } from "node:net";
import { Pool, request } from "undici";
import type { Headers } from "./caller.ts";

/** An attack: page requests, idle or incomplete connections, or one upload. */
export type FloodOrder =
  | { kind: "pages"; origin: string; paths: string[]; connections: number; milliseconds: number }
  | { kind: "sockets"; port: number; count: number; milliseconds: number }
  | { kind: "upload"; url: string; headers: Headers; body: Uint8Array };

/** The number of responses by status, or the number of connections opened and closed. */
export type FloodReport = Record<string, number>;

const FROM = "127.0.0.2";

async function floodWithPages({ origin, paths, connections, milliseconds }: FloodOrder & { kind: "pages" }) {
  const pool = new Pool(origin, { connections, connect: { localAddress: FROM }, headersTimeout: 20_000 });
  const report: FloodReport = {};
  const endsAt = performance.now() + milliseconds;
  const lane = async (first: number) => {
    for (let count = first; performance.now() < endsAt; count += 1) {
      const path = paths[count % paths.length].replace("*", String(count));
      const headers = { accept: "text/html" };
      const status = await pool.request({ method: "GET", path, headers }).then(
        async ({ statusCode, body }) => {
          await body.dump();
          return String(statusCode);
        },
        () => "failed",
      );
      report[status] = (report[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => lane(index)));
  await pool.destroy();
  return report;
}

/** Opens connections. Half of them send nothing; the others send an incomplete request. */
async function floodWithSockets({ port, count, milliseconds }: FloodOrder & { kind: "sockets" }) {
  const report: FloodReport = { opened: 0, closed: 0 };
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = connect({ port, host: "127.0.0.1", localAddress: FROM }, () => {
      report.opened = (report.opened ?? 0) + 1;
      if (index % 2 === 0) socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => (report.closed = (report.closed ?? 0) + 1));
    sockets.push(socket);
    // Pauses, because the server can't accept connections faster than this.
    if (index % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  for (const socket of sockets) socket.destroy();
  return report;
}

/** Uploads a file. Returns the status of the response, or "failed". */
async function upload({ url, headers, body }: FloodOrder & { kind: "upload" }): Promise<FloodReport> {
  const options = { method: "POST" as const, headers, body, headersTimeout: 120_000 };
  const status = await request(url, options).then(
    async ({ statusCode, headers: { "retry-after": wait }, body: answer }) => {
      await answer.dump();
      return statusCode === 503 && wait === undefined ? "503 without Retry-After" : String(statusCode);
    },
    () => "failed",
  );
  return { [status]: 1 };
}

function run(order: FloodOrder): Promise<FloodReport> {
  if (order.kind === "pages") return floodWithPages(order);
  return order.kind === "sockets" ? floodWithSockets(order) : upload(order);
}

process.on("message", (order: FloodOrder) => {
  void run(order).then((report) => process.send?.(report));
});
process.on("disconnect", () => process.exit());
