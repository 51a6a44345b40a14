import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("has a default for every setting", () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: "127.0.0.1", port: 3000, processes: "one", databaseUrl: null, trashDays: 30 });
  expect(config.appUrls.map(String)).toEqual(["http://127.0.0.1:3000/"]);
  expect(readConfig({ PROCESSES: "", PORT: "" })).toEqual(config);
});

test("reads the setting for multiple processes", () => {
  expect(readConfig({ PROCESSES: "several" }).processes).toBe("several");
});

test("requires DATABASE_URL when the process runs only one part, and then assumes multiple processes", () => {
  for (const PART of ["serve", "jobs"]) {
    expect(readConfig({ PART, DATABASE_URL: "postgresql://a@b/c" })).toMatchObject({
      part: PART,
      processes: "several",
    });
    expect(() => readConfig({ PART })).toThrow(/PART: needs DATABASE_URL/);
  }
});

test("lists every invalid setting without its value", () => {
  const read = () => readConfig({ PROCESSES: "two", PORT: "x", SMTP_URL: "http://secret@example.org" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/PROCESSES:.*PORT:|PORT:.*PROCESSES:/);
  expect(read).not.toThrow(/secret/);
});

test("explains the bounds of an invalid number", () => {
  for (const PORT of ["x", "99999", "-1", "1.5"]) {
    expect(() => readConfig({ PORT })).toThrow(/PORT: must be a whole number from 0 to 65535/);
  }
});

test("rejects an APP_URL with a path, query, fragment or user", () => {
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

test("reads request limits, with defaults high enough for scripts", () => {
  expect(readConfig({}).limits).toEqual({ reads: 3_000, writes: 1_200, searches: 120, pages: 600, anonymous: 120 });
  expect(readConfig({ LIMIT_WRITES: "60", LIMIT_READS: "10000" }).limits).toMatchObject({ reads: 10_000, writes: 60 });
  expect(() => readConfig({ LIMIT_WRITES: "0" })).toThrow(/LIMIT_WRITES: must be a whole number from 1 to 1000000/);
});

test("reports each problem with the setting's name and a message of our own", () => {
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
  // zod's default messages begin with these words.
  for (const name of Object.keys(environment)) {
    const read = () => readConfig({ [name]: "\u0000" });
    expect(read).not.toThrow(/Invalid|expected|received/i);
  }
});
