import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A received email. */
export type Delivered = { recipients: string[]; raw: string };

/** Creates an SMTP server that records all emails, or rejects them while `isRefusing` is set. */
export function createSmtpSink() {
  const delivered: Delivered[] = [];
  const sink = { delivered, isRefusing: false, port: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => done(sink.isRefusing ? new Error("not now") : null),
    onData: (stream, session, done) => {
      let raw = "";
      stream.on("data", (chunk: Buffer) => (raw += chunk.toString("utf8")));
      stream.on("end", () => {
        delivered.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
  });
  const listening = new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    sink,
    start: async () => {
      await listening;
      sink.port = (server.server.address() as AddressInfo).port;
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
