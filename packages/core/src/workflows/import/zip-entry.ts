import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import type { ImportFileLimits } from "@docket/schema/import-source";
import { message } from "@docket/schema/message";
import { DomainError } from "../../runtime/error.ts";

const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const MIN_OUTPUT_LIMIT = 1024 * 1024;

/** A file in a zip, as described in the zip's directory. Not decompressed yet. */
export type ZipEntry = {
  name: string;
  flags: number;
  method: number;
  checksum: number;
  packedSize: number;
  /** Offset of the entry's local header. */
  offset: number;
};

/** Returns whether the bytes begin like a zip file. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && (bytes[3] === 4 || bytes[3] === 6)
  );
}

/**
 * Lists the files in a zip from its central directory (PKWARE APPNOTE 4.3.12). Only the directory is reliable:
 * streaming through the local headers would also find deleted files and files in a nested zip. Folders are omitted.
 * Dates are not read.
 *
 * @param limits the limits of the source, of which `entries` is applied
 * @throws DomainError `invalid` for a damaged directory or a name that points outside the zip, `too_large` if there are
 *   too many entries
 */
export function readZipDirectory(bytes: Uint8Array, limits: Pick<ImportFileLimits, "entries">): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findDirectoryEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) {
    throw new DomainError("too_large", message`The zip contains more than ${limits.entries} files.`);
  }
  let position = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (position + 46 > end || view.getUint32(position, true) !== DIRECTORY_ENTRY) throw damaged();
    const flags = view.getUint16(position + 8, true);
    const nameEnd = position + 46 + view.getUint16(position + 28, true);
    const name = decodeName(bytes.subarray(position + 46, nameEnd));
    refuseUnsafeName(name);
    entries.push({
      name,
      flags,
      method: view.getUint16(position + 10, true),
      checksum: view.getUint32(position + 16, true),
      packedSize: view.getUint32(position + 20, true),
      offset: view.getUint32(position + 42, true),
    });
    position = nameEnd + view.getUint16(position + 30, true) + view.getUint16(position + 32, true);
  }
  return entries.filter((entry) => !entry.name.endsWith("/"));
}

/**
 * Decompresses one file in a zip. The sizes declared in the zip are not trusted: decompression stops at the limit.
 *
 * @param limits the largest compression ratio, and the number of bytes that can still be decompressed from this zip
 * @throws DomainError `too_large` at the limit, `invalid` for a damaged or encrypted file or an unknown compression
 *   method
 */
export async function readZipEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  limits: { ratio: number; allowance: number },
): Promise<Uint8Array> {
  if ((entry.flags & 1) === 1) throw new DomainError("invalid", message`"${entry.name}" in the zip is encrypted.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_HEADER)
    throw damaged(entry.name);
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.packedSize > bytes.length) throw damaged(entry.name);
  const packed = bytes.subarray(start, start + entry.packedSize);
  const limit = Math.min(limits.allowance, Math.max(MIN_OUTPUT_LIMIT, packed.length * limits.ratio));
  const content = await unpack(packed, entry, limit);
  if (content.length > limit) throw tooLarge(entry.name);
  if (crc32(content) !== entry.checksum) throw damaged(entry.name);
  return content;
}

async function unpack(packed: Uint8Array, entry: ZipEntry, limit: number): Promise<Uint8Array> {
  if (entry.method === 0) return packed;
  if (entry.method !== 8)
    throw new DomainError(
      "invalid",
      message`"${entry.name}" in the zip uses a compression method that Docket can't read.`,
    );
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, limit) });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge(entry.name) : damaged(entry.name);
  }
}

function findDirectoryEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let position = view.byteLength - 22; position >= lowest; position--) {
    if (view.getUint32(position, true) === END_OF_DIRECTORY) return position;
  }
  throw damaged();
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

/**
 * Rejects names that point outside the zip. Nothing is written to disk under these names, but a zip that contains one
 * is not a genuine backup.
 */
function refuseUnsafeName(name: string): void {
  const parts = name.split(/[/\\]/);
  if (parts.includes("..") || parts[0] === "" || /^[A-Za-z]:/.test(name) || name.includes("\u0000")) {
    throw new DomainError("invalid", "The zip contains a file name that points outside the zip.");
  }
}

function damaged(name?: string): DomainError {
  return new DomainError(
    "invalid",
    name === undefined ? "The zip file is damaged." : message`"${name}" in the zip is damaged.`,
  );
}

function tooLarge(name: string): DomainError {
  return new DomainError("too_large", message`"${name}" in the zip is too large when unpacked.`);
}
