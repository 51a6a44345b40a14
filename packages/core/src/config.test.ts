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

test("a process that does a part is one of several, on a database that they share", () => {
  for (const PART of ["serve", "jobs"]) {
    expect(readConfig({ PART, DATABASE_URL: "postgresql://a@b/c" })).toMatchObject({
      part: PART,
      processes: "several",
    });
    expect(() => readConfig({ PART })).toThrow(/PART: needs DATABASE_URL/);
  }
});

test("what can't be used is named, each setting, without its value", () => {
  const read = () => readConfig({ PROCESSES: "two", PORT: "x", SMTP_URL: "http://secret@example.org" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/PROCESSES:.*PORT:|PORT:.*PROCESSES:/);
  expect(read).not.toThrow(/secret/);
});

test("numbers are asked for in words, with their bounds", () => {
  for (const PORT of ["x", "99999", "-1", "1.5"]) {
    expect(() => readConfig({ PORT })).toThrow(/PORT: must be a whole number from 0 to 65535/);
  }
});

test("an address is one without a path, for links and pages begin at its root", () => {
  expect(readConfig({ APP_URL: "https://a.example, http://b.lan:3000/" }).appUrls.map(String)).toEqual([
    "https://a.example/",
    "http://b.lan:3000/",
  ]);
  for (const APP_URL of [
    "https://a.example/docket",
    "https://a.example/?x",
    "https://a.example/#x",
    "https://u@a.example",
  ]) {
    expect(() => readConfig({ APP_URL })).toThrow(/APP_URL: must be an address without a path/);
  }
});

test("limits of requests are settings, with defaults that a script can live with", () => {
  expect(readConfig({}).limits).toEqual({ reads: 3_000, writes: 1_200, searches: 120, pages: 600, anonymous: 120 });
  expect(readConfig({ LIMIT_WRITES: "60", LIMIT_READS: "10000" }).limits).toMatchObject({ reads: 10_000, writes: 60 });
  expect(() => readConfig({ LIMIT_WRITES: "0" })).toThrow(/LIMIT_WRITES: must be a whole number from 1 to 1000000/);
});

test("a problem is told in our own words, by the name of its setting", () => {
  const environment = {
    APP_URL: "https://a.example/x, https://b.example/y",
    DATABASE_POOLER: "session",
    DATABASE_URL: "mysql://a@b/c",
    LOG_LEVEL: "loud",
    NODE_ENV: "prod",
    METRICS_TOKEN: "short",
  };
  expect(() => readConfig(environment)).toThrow(
    new ConfigError(
      "A setting in the environment can't be used. " +
        "APP_URL: must be an address without a path, such as https://tasks.example.org; " +
        "DATABASE_URL: must start with postgresql://; " +
        "DATABASE_POOLER: must be none or transaction; " +
        "METRICS_TOKEN: must have 16 characters or more; " +
        "LOG_LEVEL: must be fatal, error, warn, info, debug, trace or silent; " +
        "NODE_ENV: must be development, test or production.",
    ),
  );
  // What no setting's own words are for: texts of the library would begin so.
  for (const name of Object.keys(environment)) {
    const read = () => readConfig({ [name]: "\u0000" });
    expect(read).not.toThrow(/Invalid|expected|received/i);
  }
});
