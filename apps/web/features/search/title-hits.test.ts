import type { ListedTask } from "@docket/schema/task";
import { expect, test } from "vitest";
import { titleHits } from "./title-hits.ts";

// Safe because only these fields are read.
const task = (id: string, title: string, updatedAt: string) => ({ id, title, updatedAt }) as ListedTask;
const tasks = [
  task("a", "Call the plumber", "2026-11-01"),
  task("b", "Plumbing: buy a call bell", "2026-11-03"),
  task("c", "Café crème", "2026-11-02"),
];
const idsOf = (text: string) => titleHits(tasks, text).map((hit) => hit.task.id);

test("finds titles with all words, in any order and regardless of accents and case, the last changed first", () => {
  expect(idsOf("call plumb")).toEqual(["b", "a"]);
  expect(idsOf("CREME cafe")).toEqual(["c"]);
  expect(idsOf("plumber bell")).toEqual([]);
});

test("finds nothing for a text without words", () => {
  expect(idsOf(" – ")).toEqual([]);
});
