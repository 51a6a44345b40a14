import { basename } from "node:path";

/** A file is called after what it holds; under these names everything ends up. */
const nameless = /^(?:index|common|constants|helpers?|hooks|lib|misc|shared|types|utils?)$/;
const maximumLines = 400;

/**
 * What is wrong with a file that can be said without reading its code, in words; an empty list when nothing is.
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function faults(path, text) {
  const [stem = ""] = basename(path).split(".");
  const lines = text.split("\n").length - 1;
  return [
    ...(nameless.test(stem) ? [`${path}: "${stem}" says nothing about what is inside; name the file after it`] : []),
    ...(lines > maximumLines ? [`${path}: ${lines} lines; over ${maximumLines} it is two files`] : []),
  ];
}
