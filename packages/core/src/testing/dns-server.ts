import { createSocket } from "node:dgram";
import { once } from "node:events";

const HEADER_BYTES = 12;
const IPV4 = 1;

/** Starts a DNS server on this machine that answers each question with the given IPv4 addresses (RFC 1035). */
export async function startDnsServer(addressesOf: (name: string) => string[]) {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const { name, end } = readName(query);
    const question = query.subarray(HEADER_BYTES, end + 4);
    const addresses = query.readUInt16BE(end) === IPV4 ? addressesOf(name) : [];
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(query.readUInt16BE(0), 0);
    header.writeUInt16BE(0x81_80, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    const answers = addresses.map((one) =>
      Buffer.from([0xc0, HEADER_BYTES, 0, IPV4, 0, 1, 0, 0, 0, 0, 0, 4, ...one.split(".").map(Number)]),
    );
    socket.send(Buffer.concat([header, question, ...answers]), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { server: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

/** Returns the name in a question, and the position after it. */
function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let position = HEADER_BYTES;
  for (let length = query.readUInt8(position); length > 0; length = query.readUInt8(position)) {
    labels.push(query.toString("latin1", position + 1, position + 1 + length));
    position += 1 + length;
  }
  return { name: labels.join("."), end: position + 1 };
}
