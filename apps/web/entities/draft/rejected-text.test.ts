import { expect, test } from "vitest";
import type { Write } from "../../replica/write.ts";
import { createDraftStore } from "./draft-store.ts";
import { restoreRejectedText } from "./rejected-text.ts";

const noStorage = (): Storage => {
  throw new Error("Switched off");
};
const refusal = (code: string, details?: object) => ({ data: { refusal: { code, message: "No.", details } } });
const rename = { path: "task.update", input: { id: "t", baseVersion: 1, set: { title: "mine" } } } as unknown as Write;
const comment = { path: "comment.create", input: { id: "c", taskId: "t", body: "said" } } as unknown as Write;
const PLACE = { id: "t", field: "comment" } as const;

test("turns conflicting text into a draft that contains both versions", () => {
  const drafts = createDraftStore(noStorage, "ada");
  const details = { version: 2, conflicts: { title: { base: "old", theirs: "theirs" } } };
  expect(restoreRejectedText(drafts, rename, refusal("conflict", details))).toBe("contested");
  expect(drafts.read({ id: "t", field: "title" })).toMatchObject({ text: "mine", theirs: { text: "theirs" } });
});

test("restores a rejected comment to its field unless the field has another draft", () => {
  const drafts = createDraftStore(noStorage, "ada");
  expect(restoreRejectedText(drafts, comment, refusal("internal"))).toBe("draft");
  expect(drafts.read(PLACE)).toMatchObject({ text: "said" });
  drafts.keep(PLACE, { text: "next", base: "", version: 0 });
  expect(restoreRejectedText(drafts, comment, refusal("internal"))).toBe("homeless");
  expect(drafts.read(PLACE)).toMatchObject({ text: "next" });
});

test("does not replace a newer draft with conflicting text", () => {
  const drafts = createDraftStore(noStorage, "ada");
  const place = { id: "t", field: "title" } as const;
  const details = { version: 2, conflicts: { title: { base: "old", theirs: "theirs" } } };
  drafts.keep(place, { text: "typing", base: "mine", version: 1 });
  expect(restoreRejectedText(drafts, rename, refusal("conflict", details))).toBe("homeless");
  expect(drafts.read(place)).toMatchObject({ text: "typing" });
});

test("returns homeless if no field can show the text", () => {
  const drafts = createDraftStore(noStorage, "ada");
  expect(restoreRejectedText(drafts, rename, refusal("not_found"))).toBe("homeless");
  expect(restoreRejectedText(drafts, comment, refusal("not_found"))).toBe("homeless");
});
