import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import { cleanText } from "@docket/schema/text";
import { DomainError } from "../../../runtime/error.ts";
import { isZip, readZipDirectory, readZipEntry } from "../zip-entry.ts";
import { hasTodoistHeader } from "./detect-todoist.ts";
import { FILE_LIMITS } from "./field-limit.ts";

/** A CSV file as text, or the reason why the file was ignored. */
export type SourceFile = { path: string; text: string } | { path: string; ignored: TemplateMessage };

/**
 * Reads an uploaded file (a CSV project or a backup zip) as text. Other files in a zip are returned with the reason why
 * they are ignored, so that the preview can list them.
 *
 * @param file its name, and its content of at most {@link FILE_LIMITS}`.bytes`
 * @throws DomainError `too_large` if a limit is exceeded; `invalid` for an empty or damaged file, or an unsupported
 *   encoding
 */
export async function readSourceFiles(file: { name: string; bytes: Uint8Array }): Promise<SourceFile[]> {
  if (file.bytes.length > FILE_LIMITS.bytes) {
    throw new DomainError("too_large", message`The file is larger than ${FILE_LIMITS.bytes / 1024 / 1024} MB.`);
  }
  if (file.bytes.length === 0) throw new DomainError("invalid", "The file is empty.");
  if (isZip(file.bytes)) return readZip(file.bytes);
  const path = shownPath(file.name);
  const text = decode(file.bytes);
  if (text === null) throw notUtf8(path);
  return [{ path, text }];
}

async function readZip(bytes: Uint8Array): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  let allowance: number = FILE_LIMITS.unzippedBytes;
  for (const entry of readZipDirectory(bytes, FILE_LIMITS)) {
    const path = shownPath(entry.name);
    if (isSystemFile(entry.name)) continue;
    if (!/\.csv$/i.test(entry.name)) {
      const ignored = /\.zip$/i.test(entry.name)
        ? message`A zip inside the zip is not opened.`
        : message`Only .csv files are read.`;
      files.push({ path, ignored });
      continue;
    }
    const content = await readZipEntry(bytes, entry, { ratio: FILE_LIMITS.ratio, allowance });
    allowance -= content.length;
    const text = decode(content);
    if (text !== null) files.push({ path, text });
    else if (hasTodoistHeader(content)) throw notUtf8(path);
    else files.push({ path, ignored: message`It is not a UTF-8 text file.` });
  }
  return files;
}

/** Returns whether macOS or Windows added this file to the zip. */
function isSystemFile(name: string): boolean {
  return /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/.test(name);
}

/** Decodes UTF-8, and UTF-16 as written by spreadsheets ("Unicode text"). Returns null for invalid bytes. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Detects the encoding from the byte order mark or, for UTF-16 without one, from the zero byte in each letter of the
 * header.
 */
function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  if (isLittle) return "utf-16le";
  return isBig ? "utf-16be" : "utf-8";
}

function shownPath(name: string): string {
  return cleanText(name.replaceAll("\\", "/"), { max: 300, lines: "one" }) || "import.csv";
}

function notUtf8(path: string): DomainError {
  return new DomainError("invalid", message`"${path}" is not a UTF-8 text file. Save it as "CSV UTF-8" and try again.`);
}
