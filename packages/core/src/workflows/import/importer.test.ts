import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { Importer } from "./importer.ts";
import { IMPORTERS, importerFor } from "./importer.ts";

const file = (name: string, bytes: Uint8Array) => ({ name, bytes: Uint8Array.from(bytes) });
const { todoist } = IMPORTERS;
const trello: Importer = { ...todoist, name: "Trello", detects: ({ bytes }) => bytes[0] === "{".charCodeAt(0) };

test.each([
  ["a project", strToU8("TYPE,CONTENT,PRIORITY\ntask,a,1\n"), "Todoist"],
  [
    "a project in UTF-16, as spreadsheets write it",
    Buffer.from("\uFEFFTYPE\tCONTENT\ntask\ta\n", "utf16le"),
    "Todoist",
  ],
  ["a backup", zipSync({ "Home [abc123].csv": strToU8("TYPE,CONTENT\ntask,a\n") }), "Todoist"],
  ["a file of another source", strToU8('{"cards":[]}'), "Trello"],
  ["a file that no source has", strToU8("Name,Amount\n"), "Todoist"],
])("finds the importer for %s", (_, bytes, name) => {
  expect(importerFor(file("export", bytes), undefined, { todoist, trello }).name).toBe(name);
});

test("does not detect the source if it is specified", () => {
  expect(importerFor(file("export", strToU8('{"cards":[]}')), "todoist", { trello, todoist }).name).toBe("Todoist");
});

test("no importer has a limit above the limit of all imports", () => {
  for (const { limits } of Object.values(IMPORTERS)) {
    for (const [name, limit] of Object.entries(limits))
      expect(limit).toBeLessThanOrEqual(IMPORT_LIMITS[name as keyof typeof IMPORT_LIMITS]);
  }
});
