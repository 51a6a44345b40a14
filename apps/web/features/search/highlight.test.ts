import { expect, test } from "vitest";
import { highlighted, holdsAll } from "./highlight.ts";

const hits = (text: string, search: string) =>
  highlighted(text, search)
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join("");

test("every word is marked wherever it stands", () => {
  expect(hits("Paint the painted door", "paint door")).toBe("[Paint] the [paint]ed [door]");
  expect(hits("Nothing", "paint")).toBe("Nothing");
  expect(hits("", "paint")).toBe("");
});

test("accents, case and letters that fold into two do not shift the marks", () => {
  expect(hits("Über die Straße gehen", "uber strasse")).toBe("[Über] die [Straße] gehen");
  expect(hits("🦆 Duck", "duck")).toBe("🦆 [Duck]");
});

test("short words count at the start of a word", () => {
  expect(hits("Go to a dog", "go")).toBe("[Go] to a dog");
});

test("a text holds a search when it holds all its words", () => {
  expect(holdsAll("Paint the door", "door pai")).toBe(true);
  expect(holdsAll("Paint the door", "paint wall")).toBe(false);
  expect(holdsAll("A dog", "og")).toBe(false);
});
