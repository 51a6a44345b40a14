import { expect, test } from "vitest";
import { importExcessIn } from "./import-excess.ts";

const refusal = (details: object) => ({ data: { refusal: { code: "conflict", message: "No.", details } } });

test("returns which limit a file exceeds, and where", () => {
  const limit = { entity: "subtask", max: 500, count: 501, name: "Plan the trip", file: "Home.csv", line: 2 };
  expect(importExcessIn(refusal({ limit }))).toEqual({
    entity: "subtask",
    max: 500,
    count: 501,
    name: "Plan the trip",
    file: "Home.csv",
  });
});

test("returns null for other errors", () => {
  expect(importExcessIn(refusal({ limit: { entity: "apiToken", max: 50 } }))).toBeNull();
  expect(importExcessIn(refusal({}))).toBeNull();
  expect(importExcessIn(new TypeError("Failed to fetch"))).toBeNull();
});
