import { expect, test } from "vitest";
import { createDraftStore } from "./draft-store.ts";
import type { DraftKey } from "./draft-store.ts";

/** Creates an in-memory `Storage`. */
function createStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const PLACE: DraftKey = { id: "task", field: "description" };
const DRAFT = { text: "mine", base: "old", version: 3 };

test("preserves a draft across page loads until it is cleared", () => {
  const storage = createStorage();
  createDraftStore(() => storage, "ada").keep(PLACE, DRAFT);
  const later = createDraftStore(() => storage, "ada");
  expect(later.read(PLACE)).toEqual(DRAFT);
  expect(later.read(PLACE)).toBe(later.read(PLACE));
  later.clear(PLACE);
  expect(createDraftStore(() => storage, "ada").read(PLACE)).toBeNull();
  expect(storage.length).toBe(0);
});

test("separates drafts by user and field", () => {
  const storage = createStorage();
  createDraftStore(() => storage, "ada").keep(PLACE, DRAFT);
  expect(createDraftStore(() => storage, "grace").read(PLACE)).toBeNull();
  expect(createDraftStore(() => storage, "ada").read({ ...PLACE, field: "title" })).toBeNull();
});

test("works without storage and ignores invalid stored values", () => {
  const none = createDraftStore(() => {
    throw new Error("switched off");
  }, "ada");
  expect(none.read(PLACE)).toBeNull();
  none.keep(PLACE, DRAFT);
  expect(none.read(PLACE)).toEqual(DRAFT);
  const storage = createStorage();
  storage.setItem("docket.draft.ada.task.description", "{");
  expect(createDraftStore(() => storage, "ada").read(PLACE)).toBeNull();
});
