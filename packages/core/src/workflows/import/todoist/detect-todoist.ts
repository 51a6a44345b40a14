import { isZip } from "../zip-entry.ts";

/**
 * The header of a project, which can be found without decoding the rest of the file. Exports from other programs don't
 * have it.
 */
const HEADER = /(^|[,;\t"])type["]?[,;\t]/i;

/** Returns whether a file is a CSV project, or a zip, which may be a backup containing such files. */
export function isTodoistFile({ bytes }: { bytes: Uint8Array }): boolean {
  return isZip(bytes) || hasTodoistHeader(bytes);
}

/** Returns whether a file begins like a project, in any of the supported encodings. */
export function hasTodoistHeader(bytes: Uint8Array): boolean {
  return HEADER.test(new TextDecoder("latin1").decode(bytes.subarray(0, 500)).replaceAll("\0", ""));
}
