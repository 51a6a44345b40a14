import { createModel } from "@docket/replica/testing/model-run";
import type { Model, ModelClient } from "@docket/replica/testing/model-run";
import { beforeEach, expect, test } from "vitest";
import { readDueDetails } from "./due-details.ts";

let model: Model;
let ada: ModelClient;
let timers: (() => void)[] = [];
beforeEach(async () => {
  model = await createModel();
  ada = model.clients[0] as ModelClient;
  const create = (id: string, input: object) =>
    ada.replica.write("task.create", { id, title: id, projectId: "home", ...input });
  create("overdue", { due: { date: "2026-11-20" }, description: "late" });
  create("soon", { due: { date: "2026-12-07" }, description: "soon" });
  create("later", { due: { date: "2026-12-08" }, description: "later" });
  create("done", { due: { date: "2026-11-30" }, description: "done" });
  create("undated", { description: "undated" });
  ada.replica.write("task.complete", { ids: ["done"] });
  await ada.finish();
  // Rows that the snapshot contains have no details.
  void ada.replica.feed.load();
  await ada.finish();
  return () => {
    for (const { replica } of model.clients) replica.stop();
  };
});

/** Starts reading. Returns a function that lets one pause pass, and the answers arrive. */
function start(canRead: () => boolean) {
  const stop = readDueDetails({
    replica: ada.replica,
    now: () => new Date("2026-11-30T09:00:00.000Z"),
    setTimer: (run) => {
      timers = [run];
      return () => {
        timers = [];
      };
    },
    canRead,
  });
  const pass = async () => {
    for (const run of timers) run();
    ada.serve();
    await ada.answer();
  };
  return { stop, pass };
}
const held = () => ["overdue", "soon", "later", "done", "undated"].filter((id) => ada.replica.details(id) !== null);

test("reads the details of open tasks that are overdue or due soon, one after the other", async () => {
  expect(held()).toEqual([]);
  const { stop, pass } = start(() => true);
  await pass();
  expect(held()).toEqual(["overdue"]);
  await pass();
  await pass();
  await pass();
  expect(held()).toEqual(["overdue", "soon"]);
  expect(ada.replica.details("overdue")).toMatchObject({ description: "late", comments: [] });
  stop();
  expect(timers).toEqual([]);
});

test("reads nothing without a connection, and goes on with it", async () => {
  let isConnected = false;
  const { stop, pass } = start(() => isConnected);
  await pass();
  expect(held()).toEqual([]);
  isConnected = true;
  await pass();
  await pass();
  expect(held()).toEqual(["overdue", "soon"]);
  stop();
});
