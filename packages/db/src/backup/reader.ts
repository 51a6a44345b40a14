import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { type BackupHeader, MAGIC, parseMetaLine, unreadable } from "./format.ts";

const NEW_LINE = 10;
const END_OF_ROWS = Buffer.from("\\.\n");
const END_OF_ROWS_WITHIN = Buffer.from("\n\\.\n");

/** Reads a backup sequentially, by line or in blocks of rows. */
export interface BackupReader {
  /** Returns the next line without its line break, or undefined at the end of the file. */
  line: () => Promise<string | undefined>;
  /** Yields the rows of a table up to the end marker, in blocks of complete rows. */
  rows: () => AsyncGenerator<Buffer>;
  close: () => void;
}

/**
 * Opens a backup and reads its metadata.
 *
 * @throws OperatorError `backup_unreadable` if the file is not a backup
 */
export async function openBackup(file: string): Promise<{ header: BackupHeader; reader: BackupReader }> {
  const reader = readBackup(file);
  try {
    if ((await reader.line()) !== MAGIC) throw unreadable(`${file} is not a backup of Docket`);
    return { header: parseMetaLine<BackupHeader>(await reader.line(), "migrations"), reader };
  } catch (error) {
    reader.close();
    throw error;
  }
}

function readBackup(file: string): BackupReader {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on("error", (error) => unpacked.destroy(error));
  const chunks = source.pipe(unpacked)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let pending: Buffer = Buffer.alloc(0);

  const more = async (): Promise<boolean> => {
    const next = await chunks.next().catch((error: unknown) => {
      throw unreadable(error instanceof Error ? error.message : String(error), error);
    });
    if (next.done === true) return false;
    pending = pending.length === 0 ? next.value : Buffer.concat([pending, next.value]);
    return true;
  };

  return {
    line: async () => {
      let end = pending.indexOf(NEW_LINE);
      while (end === -1) {
        if (!(await more())) return undefined;
        end = pending.indexOf(NEW_LINE);
      }
      const text = pending.subarray(0, end).toString("utf8");
      pending = pending.subarray(end + 1);
      return text;
    },
    async *rows() {
      for (;;) {
        // `pending` always starts at the beginning of a row.
        const end = endOfRows(pending);
        if (end !== undefined) {
          if (end > 0) yield pending.subarray(0, end);
          pending = pending.subarray(end + END_OF_ROWS.length);
          return;
        }
        const whole = pending.lastIndexOf(NEW_LINE) + 1;
        if (whole > 0) {
          yield pending.subarray(0, whole);
          pending = pending.subarray(whole);
        }
        if (!(await more())) throw unreadable("it ends in the middle of a table");
      }
    },
    close: () => {
      source.destroy();
      unpacked.destroy();
    },
  };
}

/** Returns the position of the marker that ends the rows, or undefined if the block has none. */
function endOfRows(block: Buffer): number | undefined {
  if (block.subarray(0, END_OF_ROWS.length).equals(END_OF_ROWS)) return 0;
  const found = block.indexOf(END_OF_ROWS_WITHIN);
  return found === -1 ? undefined : found + 1;
}
