import { createHash } from "node:crypto";

/**
 * Returns a function that derives ids for rows from a source that has no row ids. An id is the SHA-256 of the file's
 * project, the section, the indent path and the index among equal rows. The same file always yields the same ids. A row
 * that was moved or renamed in the file is treated as a new row. The section and path are passed as the ids already
 * derived for them, so that the cost does not grow with the depth.
 *
 * @param project the name or id of the file's project
 * @returns a function that returns the id of the project's next row, as 64 hexadecimal digits
 */
export function createSourceIdFactory(project: string): (kind: string, path: readonly (string | null)[]) => string {
  const seen = new Map<string, number>();
  return (kind, path) => {
    const place = sha256(JSON.stringify([project, kind, ...path]));
    const nth = seen.get(place) ?? 0;
    seen.set(place, nth + 1);
    return sha256(`${place} ${nth}`);
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
