import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("nothing needs to be set", () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: "127.0.0.1", port: 3000, processes: "one", databaseUrl: null, trashDays: 30 });
  expect(config.appUrls.map(String)).toEqual(["http://127.0.0.1:3000/"]);
  expect(readConfig({ PROCESSES: "", PORT: "" })).toEqual(config);
});

test("several servers on one database say so", () => {
  expect(readConfig({ PROCESSES: "several" }).processes).toBe("several");
});

test("what can't be used is named, each setting, without its value", () => {
  const read = () => readConfig({ PROCESSES: "two", PORT: "x", SMTP_URL: "http://secret@example.org" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/PROCESSES:.*PORT:|PORT:.*PROCESSES:/);
  expect(read).not.toThrow(/secret/);
});
