import { describe, expect, test } from "vitest";
import { limitedIp, normalizeIp, storedIp } from "./client-ip.ts";

describe("normalizeIp", () => {
  test.each([
    ["192.168.1.10", "192.168.1.10"],
    ["::ffff:10.0.0.7", "10.0.0.7"],
    ["::FFFF:10.0.0.7", "10.0.0.7"],
    ["::ffff:c0a8:10a", "192.168.1.10"],
    ["0:0:0:0:0:ffff:c0a8:010a", "192.168.1.10"],
    ["::ffff:0:0", "0.0.0.0"],
    ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::1", "::1"],
    ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
  ])("normalizes %s to %s", (text, expected) => {
    expect(normalizeIp(text)).toBe(expected);
  });

  test.each(["", "unknown", "1.2.3", "256.1.1.1", "::ffff:300.1.1.1", "1.2.3.4, 5.6.7.8", "localhost"])(
    "rejects %j",
    (text) => {
      expect(normalizeIp(text)).toBeNull();
    },
  );
});

test("keeps only the network part", () => {
  expect(storedIp("203.0.113.77")).toBe("203.0.113.0");
  expect(storedIp("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1::");
});

test("counts all IPv6 addresses in a /64 as one caller", () => {
  expect(limitedIp("2001:db8:1:2:3:4:5:6")).toBe(limitedIp("2001:db8:1:2::9"));
  expect(limitedIp("2001:db8:1:2::9")).not.toBe(limitedIp("2001:db8:1:3::9"));
  expect(limitedIp("203.0.113.77")).toBe("203.0.113.77");
});
