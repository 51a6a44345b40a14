import { uuidv7 } from "@docket/schema/uuid";
import { expect, test } from "vitest";
import { findKeptPage, keepPage, removeKeptPages, replaceKeptPage } from "./kept-page.ts";
import type { KeptPage } from "./kept-page.ts";

/** Creates a storage whose own keys are those of its items, as in browsers. */
function createStorage(): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  // Safe because only these methods are called.
  return Object.create(methods) as Storage;
}

function page(userId: string, slug: string, at: number): KeptPage {
  const workspace = { id: uuidv7(), slug };
  // Safe because the functions read only these fields.
  return {
    viewer: { userId },
    workspace,
    locale: "en",
    queries: { queries: [], mutations: [] },
    keptAt: at,
  } as unknown as KeptPage;
}

const [ada, bob] = [uuidv7(), uuidv7()];
const find = (storage: Storage, slug: string | null, now = 2) => findKeptPage(() => storage, slug, now);

test("finds the page of a workspace, and the last one", () => {
  const storage = createStorage();
  const [home, work] = [page(ada, "home", 2), page(ada, "work", 1)];
  for (const one of [home, work]) keepPage(() => storage, one);
  expect(find(storage, "work")).toEqual(work);
  expect(find(storage, null)).toEqual(home);
  expect(find(storage, "other")).toBeNull();
});

test("keeps the pages of one user only, and none after signing out", () => {
  const storage = createStorage();
  keepPage(() => storage, page(ada, "home", 1));
  keepPage(() => storage, page(bob, "work", 2));
  expect(find(storage, "home")).toBeNull();
  removeKeptPages(() => storage);
  expect(Object.keys(storage)).toEqual([]);
});

test("doesn't store a page again that was removed in another tab", () => {
  const storage = createStorage();
  const [first, later] = [page(ada, "home", 1), page(ada, "home", 2)];
  const again = { ...first, keptAt: later.keptAt };
  keepPage(() => storage, first);
  replaceKeptPage(() => storage, again);
  expect(find(storage, "home")?.keptAt).toBe(2);
  removeKeptPages(() => storage);
  replaceKeptPage(() => storage, again);
  expect(find(storage, "home")).toBeNull();
});

test("shows no page that was last visited more than 30 days ago", () => {
  const storage = createStorage();
  keepPage(() => storage, page(ada, "home", 1));
  expect(find(storage, "home", 30 * 86_400_000)).not.toBeNull();
  expect(find(storage, "home", 30 * 86_400_000 + 1)).toBeNull();
});

test("finds nothing if storage is switched off", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  keepPage(refuse, page(ada, "home", 1));
  expect(findKeptPage(refuse, null)).toBeNull();
});
