import { crc32, deflateRawSync } from "node:zlib";

/** A file within the size limit that is expensive to read. */
export type BombFile = { name: string; fileName: string; content: Buffer };

const HEADER = "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE\n";
/** The size of the largest files in bytes. It is below the upload limit. */
const MAX_BYTES = 9_500_000;

/**
 * Creates the files. They contain, for example, only commas, unclosed quotes, deep indentation, or archives that are
 * much larger when unpacked.
 */
export function makeBombs(): BombFile[] {
  const csv = (text: string) => Buffer.from(HEADER + text);
  return [
    { name: "9.5 MB of commas", fileName: "commas.csv", content: csv(",".repeat(MAX_BYTES)) },
    { name: "9.5 MB of line ends", fileName: "lines.csv", content: csv("\n".repeat(MAX_BYTES)) },
    { name: "160 kB of broken quotes", fileName: "quotes.csv", content: csv('task,"a"b,"'.repeat(16_000)) },
    { name: "1 MB of one open quote", fileName: "quote.csv", content: csv(`task,"${'x""'.repeat(350_000)}`) },
    { name: "200,000 rows of one letter", fileName: "rows.csv", content: csv("task,a,,1,1\n".repeat(200_000)) },
    { name: "endless indentation", fileName: "indent.csv", content: csv(deepRows(20_000)) },
    { name: "an archive of one file of 200 MB", fileName: "zip.zip", content: zipOf(["a.csv"], 200_000_000) },
    { name: "an archive of 1,000 files of 1 MB", fileName: "many.zip", content: zipOf(namesUpTo(1_000), 1_000_000) },
    { name: "an archive of 60,000 empty files", fileName: "empty.zip", content: zipOf(namesUpTo(60_000), 0) },
    {
      name: "an archive with paths outside of it",
      fileName: "slip.zip",
      content: zipOf(["../../x.csv", "/etc/x.csv"], 100),
    },
    { name: "a truncated archive", fileName: "cut.zip", content: zipOf(["a.csv"], 100_000).subarray(0, 60) },
  ];
}

function deepRows(count: number): string {
  return Array.from({ length: count }, (_, index) => `task,row ${index},,1,${index + 1}\n`).join("");
}

function namesUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}.csv`);
}

/** Creates a ZIP archive (PKWARE APPNOTE 6.3.3) of files that contain `size` zero bytes each. */
function zipOf(names: readonly string[], size: number): Buffer {
  const plain = Buffer.alloc(size);
  const packed = deflateRawSync(plain, { level: 9 });
  const fields = (name: string) => {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(plain), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(size, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    return head;
  };
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields(name), Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), fields(name), tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Math.min(names.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(names.length, 0xffff), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
