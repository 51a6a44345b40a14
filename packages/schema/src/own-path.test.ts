import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

const ORIGIN = "https://docket.example";
const BASES = [ORIGIN, `${ORIGIN}/login?next=x`, `${ORIGIN}/w/home/p/1/`];

/** The origins that a browser navigates to when it follows the address from pages on this site. */
const originsOf = (address: string) => new Set(BASES.map((base) => new URL(address, base).origin));

describe("ownPath", () => {
  test.each([
    "/",
    "/verify",
    "/w/home/today",
    "/w/home/p/0190?view=board&task=0190#comments",
    "/w/home/search?q=a%20b%2Fc",
    "/w/caf%C3%A9/today",
  ])("keeps %s", (path) => {
    expect(ownPath(path)).toBe(path);
  });

  test.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\r\n//evil.example",
    "\t//evil.example",
    " //evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "/a/../\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "blob:https://docket.example/x",
    "//docket.example@evil.example",
    "https://docket.example.evil.example/",
    "http://",
    "//[",
  ])("stays on the same origin: %j", (address) => {
    expect(originsOf(ownPath(address))).toEqual(new Set([ORIGIN]));
  });

  test.each([undefined, null, 1, ["/a", "/b"], {}, ""])(
    "returns the start page for a value that is not an address: %j",
    (address) => {
      expect(ownPath(address)).toBe("/");
    },
  );

  test("returns a path on the same origin for any input, and is idempotent", () => {
    const tricky = fc.string({
      unit: fc.constantFrom(
        "/",
        "\\",
        "\t",
        "\n",
        "\r",
        " ",
        ".",
        ":",
        "@",
        "?",
        "#",
        "%",
        "2",
        "e",
        "evil.example",
        "http",
      ),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: "binary" }), fc.webUrl()), fc.boolean(), (text, isPath) => {
        const path = ownPath(isPath ? `/${text}` : text);
        expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        expect(originsOf(path)).toEqual(new Set([ORIGIN]));
        expect(ownPath(path)).toBe(path);
      }),
      { numRuns: 2_000 },
    );
  });
});
