import type { LiveQuery } from "@docket/replica/task-query";
import { expect, test } from "vitest";
import { createDeferredChanges } from "./deferred-changes.ts";

/** A live query in which a test defers changes. */
function createList() {
  const ids = new Set<string>();
  const listeners = new Set<() => void>();
  let holders = 0;
  const publish = () => {
    for (const listener of listeners) listener();
  };
  const flush = () => {
    ids.clear();
    publish();
  };
  const query: LiveQuery = {
    getSnapshot: () => [],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    deferRemote: () => {
      holders += 1;
      return () => {
        holders -= 1;
        if (holders === 0) flush();
      };
    },
    deferredIds: () => ids,
    flush,
  };
  return {
    query,
    isDeferring: () => holders > 0,
    change: (id: string) => {
      if (holders > 0) ids.add(id);
      publish();
    },
  };
}

test("counts a task once in however many lists, and shows what was deferred when the user asks", () => {
  const deferred = createDeferredChanges();
  const [one, two] = [createList(), createList()];
  for (const { query } of [one, two]) deferred.add(query);
  const marked: (readonly string[])[] = [];
  deferred.onMark((ids) => marked.push(ids));
  deferred.defer();
  for (const list of [one, two]) list.change("a");
  two.change("b");
  expect(deferred.count()).toBe(2);
  deferred.show();
  expect([deferred.count(), marked, one.isDeferring()]).toEqual([0, [["a", "b"]], true]);
});

test("shows what was deferred when the last reader has finished", () => {
  const deferred = createDeferredChanges();
  const list = createList();
  deferred.add(list.query);
  const [endFirst, endSecond] = [deferred.defer(), deferred.defer()];
  list.change("a");
  endFirst();
  endFirst();
  expect(deferred.count()).toBe(1);
  endSecond();
  expect([deferred.count(), list.isDeferring()]).toEqual([0, false]);
  list.change("b");
  expect(deferred.count()).toBe(0);
});

test("defers changes in lists that appear while the user reads, and forgets those that disappear", () => {
  const deferred = createDeferredChanges();
  const list = createList();
  deferred.defer();
  const removals = [deferred.add(list.query), deferred.add(list.query)];
  list.change("a");
  removals[0]?.();
  expect(deferred.count()).toBe(1);
  removals[1]?.();
  expect([deferred.count(), list.isDeferring()]).toEqual([0, false]);
});
