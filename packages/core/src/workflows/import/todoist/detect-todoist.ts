import { isZip } from "./zip-entry.ts";

/** The header of a project, to be found without decoding the rest. No other program's export has it. */
const HEADER = /(^|[,;\t"])type["]?[,;\t]/i;

/** Whether a file is a project as CSV, or a zip, which may be a backup with such files. */
export function isTodoistFile({ bytes }: { bytes: Uint8Array }): boolean {
  return isZip(bytes) || hasTodoistHeader(bytes);
}

/** Whether a text starts like a project, in any of the encodings that are read. */
export function hasTodoistHeader(bytes: Uint8Array): boolean {
  return HEADER.test(new TextDecoder("latin1").decode(bytes.subarray(0, 500)).replaceAll("\0", ""));
}
