import { expect, test } from "vitest";
import { highlighted } from "./highlight.ts";

const hits = (text: string, search: string) =>
  highlighted(text, search)
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join("");

test("marks all occurrences of each word", () => {
  expect(hits("Paint the painted door", "paint door")).toBe("[Paint] the [paint]ed [door]");
  expect(hits("Nothing", "paint")).toBe("Nothing");
  expect(hits("", "paint")).toBe("");
});

test("marks the right letters despite accents, case and letters that fold into two", () => {
  expect(hits("Über die Straße gehen", "uber strasse")).toBe("[Über] die [Straße] gehen");
  expect(hits("🦆 Duck", "duck")).toBe("🦆 [Duck]");
});

test("marks short words only at the start of a word", () => {
  expect(hits("Go to a dog", "go")).toBe("[Go] to a dog");
});
