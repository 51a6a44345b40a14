import { expect, test } from "vitest";
import { clearCookie, cookieScheme, readCookies, setCookie } from "./cookie.ts";

const https = cookieScheme("https://tasks.example.org/");
const http = cookieScheme("http://tasks.lan:3000");

test("with https: the __Host- prefix and the attributes that it requires (Secure, Path=/, no Domain)", () => {
  expect(setCookie(https, "access", "a.b.c")).toBe(
    "__Host-at=a.b.c; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  expect(setCookie(https, "refresh", "xyz")).toBe(
    "__Host-rt=xyz; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  expect(setCookie(https, "device", "k.d.p")).toBe(
    "__Host-dt=k.d.p; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
});

test("with http: plain names without Secure, because browsers reject Secure cookies there", () => {
  expect(setCookie(http, "access", "a.b.c")).toBe("at=a.b.c; Max-Age=600; Path=/; HttpOnly; SameSite=Lax");
});

test("clearing repeats the attributes, because otherwise a browser would keep the cookie", () => {
  expect(clearCookie(https, "refresh")).toBe("__Host-rt=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");
  expect(clearCookie(http, "device")).toBe("dt=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
});

test("finds its own cookies among others", () => {
  expect(readCookies(https, "theme=dark; __Host-at=a.b.c; __Host-rt=xyz")).toEqual({ access: "a.b.c", refresh: "xyz" });
  expect(readCookies(http, "rt=xyz;dt=k.d.p")).toEqual({ refresh: "xyz", device: "k.d.p" });
});

test("ignores unprefixed names with https, because a sibling domain could have set them", () => {
  expect(readCookies(https, "at=evil; rt=evil; dt=evil")).toEqual({});
});

test("ignores malformed headers", () => {
  for (const header of [undefined, "", ";", "=", "at", "at=", "__proto__=x; constructor=y", "at=;at=second", "%61t=x"])
    expect(readCookies(http, header)).toEqual({});
  expect(readCookies(http, "at=first; at=second")).toEqual({ access: "first" });
  expect(readCookies(http, "at=%E0%A4%A")).toEqual({ access: "%E0%A4%A" });
});

test("throws for values that would inject attributes or headers", () => {
  for (const value of ["a; Domain=evil.example", "a\r\nSet-Cookie: b=c", "a b\u0000"]) {
    expect(() => setCookie(https, "access", value)).toThrow(TypeError);
  }
});
