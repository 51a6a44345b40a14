import { expect, test } from "vitest";
import { takeEarlierWrites } from "./earlier-writes.ts";

const write = (commandId: string, at: number, workspaceId = "w") => ({
  commandId,
  workspaceId,
  path: "task.update",
  input: { id: "t", baseVersion: 1, set: { title: commandId } },
  taskIds: ["t"],
  at,
});

test("takes the writes that an older version has stored for a user and workspace, once", () => {
  const entries: Record<string, unknown> = {
    "docket.write.ada.second": write("second", 2),
    "docket.write.ada.first": write("first", 1),
    "docket.write.ada.other": write("other", 3, "other workspace"),
    "docket.write.grace.third": write("third", 3),
    "docket.refused.ada.no": { write: write("no", 4), refusal: { code: "not_found", message: "Not found." } },
    "docket.sidebar": "closed",
  };
  const stored = Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, JSON.stringify(value)]));
  // Keys are own properties, as in browsers.
  const storage = Object.create({
    getItem: (key: string) => stored[key] ?? null,
    removeItem: (key: string) => Reflect.deleteProperty(storage, key),
  }) as Storage;
  Object.assign(storage, stored);
  const { unconfirmed, rejected } = takeEarlierWrites(() => storage, "ada", "w");
  expect(unconfirmed.map(({ commandId }) => commandId)).toEqual(["first", "second"]);
  expect(rejected).toMatchObject([{ write: { commandId: "no" }, refusal: { code: "not_found" } }]);
  expect(Object.keys(storage).toSorted()).toEqual([
    "docket.sidebar",
    "docket.write.ada.other",
    "docket.write.grace.third",
  ]);
  expect(takeEarlierWrites(() => storage, "ada", "w")).toEqual({ unconfirmed: [], rejected: [] });
});

test("takes nothing if storage is switched off", () => {
  const switchedOff = () => {
    throw new Error("Switched off");
  };
  expect(takeEarlierWrites(switchedOff, "ada", "w")).toEqual({ unconfirmed: [], rejected: [] });
});
