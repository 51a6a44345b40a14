import { basename } from "node:path";

/** Names that say nothing about the content of a file. */
const meaninglessNames = /^(?:index|common|constants|helpers?|hooks|lib|misc|shared|types|utils?)$/;
const maximumLines = 400;

/** The file names within an entity, which are the same for all entities. If none of them fits, add a word here. */
const writing =
  "mutations duplicate move status closing-rules next-occurrence skip detach trash purge insert definition order";
const reading = "fast queries count tally report list search filter row input key placement";
const entityFileNames = `${writing} ${reading}`.split(" ");
const entityFile =
  /^packages\/core\/src\/(?:entities|commands)\/(?:comment|folder|label|project|section|task|view)\/(?<word>[^/.]+)\.ts$/;

/**
 * Checks the name and the length of a file.
 * @param {string} path
 * @param {string} text
 * @returns {string[]} a message for each problem; empty if there is none
 */
export function fileProblems(path, text) {
  const [stem = ""] = basename(path).split(".");
  const word = entityFile.exec(path)?.groups?.word;
  const isEntityTest = word !== undefined && path.endsWith(`/${word}/${word}.test.ts`);
  const lines = text.split("\n").length - 1;
  return [
    ...(meaninglessNames.test(stem)
      ? [`${path}: "${stem}" says nothing about what is inside; name the file after it`]
      : []),
    ...(word && !isEntityTest && !entityFileNames.includes(word)
      ? [`${path}: a file of an entity is called one of ${entityFileNames.join(", ")}`]
      : []),
    ...(lines > maximumLines ? [`${path}: ${lines} lines; over ${maximumLines} it is two files`] : []),
  ];
}
