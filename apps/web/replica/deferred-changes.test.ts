import type { LiveQuery } from "@docket/replica/task-query";
import { expect, test } from "vitest";
import { createDeferredChanges } from "./deferred-changes.ts";

/** Creates a live query whose deferred changes a test controls. */
function createList() {
  const ids = new Set<string>();
  const listeners = new Set<() => void>();
  let deferrals = 0;
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
      deferrals += 1;
      return () => {
        deferrals -= 1;
        if (deferrals === 0) flush();
      };
    },
    deferredIds: () => ids,
    flush,
  };
  return {
    query,
    isDeferring: () => deferrals > 0,
    change: (id: string) => {
      if (deferrals > 0) ids.add(id);
      publish();
    },
  };
}

test("counts a task once if it is in several lists, and applies deferred changes on request", () => {
  const deferred = createDeferredChanges();
  const [one, two] = [createList(), createList()];
  for (const { query } of [one, two]) deferred.add(query);
  const marked: (readonly string[])[] = [];
  deferred.onMark((ids) => marked.push(ids));
  deferred.defer();
  for (const list of [one, two]) list.change("a");
  two.change("b");
  expect(deferred.count()).toBe(2);
  deferred.flush();
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
