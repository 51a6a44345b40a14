import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encryptPushMessage, isPushPublicKey } from "./push-encryption.ts";
import { createPushBrowser } from "./testing/push-browser.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));

/** The example in RFC 8291, Appendix A. */
const EXAMPLE = {
  text: "When I grow up, I want to be a watermelon",
  senderPrivateKey: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  receiverPrivateKey: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  receiverPublicKey: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  body: [
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml",
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT",
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  ].join(""),
};

test("encrypts the example of RFC 8291 to the bytes given there", () => {
  const { text, senderPrivateKey, receiverPublicKey, auth, salt, body } = EXAMPLE;
  const keys = { p256dh: bytes(receiverPublicKey), auth: bytes(auth) };
  const ephemeral = { salt: bytes(salt), privateKey: bytes(senderPrivateKey) };
  expect(Buffer.from(encryptPushMessage(text, keys, ephemeral)).toString("base64url")).toBe(body);
});

test("the browser of the tests decrypts the example of RFC 8291", () => {
  const { text, receiverPrivateKey, receiverPublicKey, auth, body } = EXAMPLE;
  const browser = createPushBrowser({ privateKey: bytes(receiverPrivateKey), auth: bytes(auth) });
  expect(browser.p256dh).toEqual(bytes(receiverPublicKey));
  expect(browser.decrypt(bytes(body))).toBe(text);
});

test("only the browser with the keys can decrypt a message", () => {
  const browser = createPushBrowser();
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      expect(browser.decrypt(encryptPushMessage(text, browser))).toBe(text);
    }),
    { numRuns: 20 },
  );
  const body = encryptPushMessage("Pay rent", browser);
  expect(() => createPushBrowser().decrypt(body)).toThrow();
  expect(() => createPushBrowser({ auth: browser.auth }).decrypt(body)).toThrow();
});

test("encrypting twice gives different bytes", () => {
  const browser = createPushBrowser();
  expect(encryptPushMessage("Pay rent", browser)).not.toEqual(encryptPushMessage("Pay rent", browser));
});

test("the longest message has the size that push services accept, and a longer one is refused", () => {
  const browser = createPushBrowser();
  expect(encryptPushMessage("x".repeat(3993), browser)).toHaveLength(4096);
  expect(() => encryptPushMessage("x".repeat(3994), browser)).toThrow(RangeError);
});

test("recognises public keys", () => {
  const { p256dh } = createPushBrowser();
  const changed = Uint8Array.from(p256dh);
  changed[64] = (changed[64] ?? 0) ^ 1;
  expect(isPushPublicKey(p256dh)).toBe(true);
  for (const wrong of [changed, p256dh.subarray(1), new Uint8Array(65), new Uint8Array(randomBytes(65))])
    expect(isPushPublicKey(wrong)).toBe(false);
});
