import { createHash } from "node:crypto";

/**
 * Names rows of a source that has no ids of its own: the SHA-256 of file project, section, indent path and the row's place
 * among its equals. The same file read again gives the same names; a row that moved or was renamed there is a new row.
 * Section and path are given as the names already made for them, so that a name's cost does not grow with the depth.
 *
 * @param project the file project's name or id
 * @returns a function that names the next row of that project: 64 hexadecimal digits
 */
export function startNaming(project: string): (kind: string, path: readonly (string | null)[]) => string {
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
