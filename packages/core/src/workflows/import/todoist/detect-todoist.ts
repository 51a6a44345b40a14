import { isZip } from "./zip-entry.ts";

/** The header of a project, which can be found without decoding the rest. No other program's export has it. */
const HEADER = /(^|[,;\t"])type["]?[,;\t]/i;

/** Returns whether a file is a project as CSV, or a zip, which may be a backup containing such files. */
export function isTodoistFile({ bytes }: { bytes: Uint8Array }): boolean {
  return isZip(bytes) || hasTodoistHeader(bytes);
}

/** Returns whether a file starts like a project, in any of the supported encodings. */
export function hasTodoistHeader(bytes: Uint8Array): boolean {
  return HEADER.test(new TextDecoder("latin1").decode(bytes.subarray(0, 500)).replaceAll("\0", ""));
}
