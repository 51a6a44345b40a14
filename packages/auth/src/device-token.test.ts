import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { issueDeviceToken, findKnownDevice } from "./device-token.ts";
import { keysFor, parseKeyRing } from "./key-ring.ts";

const ringKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const keysOf = (value: string) => keysFor(parseKeyRing("DATA_SECRETS", value), "device-token");
const keys = keysOf(ringKey("k1"));
const user = (number: number) => `01890a5d-ac96-774b-bcce-b302099a80${String(number).padStart(2, "0")}`;

test("recognises a device only for an account that signed in on it", () => {
  const token = issueDeviceToken(keys, user(1), undefined);
  expect(findKnownDevice(keys, token, user(1))).toMatch(/^[\w-]{22}$/);
  expect(findKnownDevice(keys, token, user(2))).toBeNull();
});

test("recognises the last five accounts of a shared browser with one device ID", () => {
  let token: string | undefined;
  for (let number = 1; number <= 6; number++) token = issueDeviceToken(keys, user(number), token);
  const ids = [1, 2, 3, 4, 5, 6].map((number) => findKnownDevice(keys, token, user(number)));
  expect(ids[0]).toBeNull();
  expect(new Set(ids.slice(1)).size).toBe(1);
  expect(token?.length).toBeLessThan(400);
});

test("signing in again does not make the cookie longer", () => {
  const once = issueDeviceToken(keys, user(1), undefined);
  expect(issueDeviceToken(keys, user(1), once)).toBe(once);
});

test("parts of two tokens can't be combined for another account", () => {
  const [mine, theirs] = [issueDeviceToken(keys, user(1), undefined), issueDeviceToken(keys, user(2), undefined)];
  const [id = "", device = "", proof = ""] = mine.split(".");
  const [, otherDevice = "", otherProof = ""] = theirs.split(".");
  for (const forged of [
    `${id}.${device}.${otherProof}`,
    `${id}.${otherDevice}.${proof}`,
    `${id}.${device}`,
    `${id}.${device}.`,
    `k2.${device}.${proof}`,
    `__proto__.${device}.${proof}`,
  ]) {
    expect(findKnownDevice(keys, forged, user(1))).toBeNull();
    expect(findKnownDevice(keys, forged, user(2))).toBeNull();
  }
});

test("accepts a token signed with an older key until the key is removed, and signs new ones with the first key", () => {
  const [older, newer] = [ringKey("old"), ringKey("new")];
  const token = issueDeviceToken(keysOf(older), user(1), undefined);
  const both = keysOf(`${newer},${older}`);
  expect(findKnownDevice(both, token, user(1))).not.toBeNull();
  expect(findKnownDevice(keysOf(newer), token, user(1))).toBeNull();
  expect(issueDeviceToken(both, user(1), token)).toMatch(/^new\./);
});

test("returns null for malformed tokens", () => {
  for (const token of [undefined, "", ".", "a.b.c", "k1." + "a".repeat(1_000_000)])
    expect(findKnownDevice(keys, token, user(1))).toBeNull();
});
