import { Resolver } from "node:dns/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startDnsServer } from "../testing/dns-server.ts";
import { startPushService } from "../testing/push-service.ts";
import { AddressError, createOutbound } from "./outbound.ts";

type PushService = Awaited<ReturnType<typeof startPushService>>;
type DnsServer = Awaited<ReturnType<typeof startDnsServer>>;

const ADDRESSES: Record<string, string[]> = {
  "public.example.org": ["93.184.215.14"],
  "private.example.org": ["10.0.0.7"],
  "mixed.example.org": ["93.184.215.14", "192.168.0.7"],
  "push.example.org": ["127.0.0.1"],
};

let pushService: PushService;
let dns: DnsServer;
let resolver: Resolver;
let questions = 0;
beforeAll(async () => {
  pushService = await startPushService();
  dns = await startDnsServer((name) => {
    // Called for IPv4 addresses.
    questions += 1;
    return ADDRESSES[name] ?? [];
  });
  resolver = new Resolver();
  resolver.setServers([dns.server]);
});
afterAll(async () => {
  dns.close();
  await pushService.close();
});
beforeEach(() => {
  pushService.received.length = 0;
  pushService.service.answerTo = () => ({ status: 201 });
});

const message = { headers: { ttl: "60" }, body: new Uint8Array() };

test.each([
  "https://127.0.0.1/",
  "https://127.1/",
  "https://0x7f000001/",
  "https://10.0.0.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[fe80::1]/",
  "https://localhost/",
  "https://private.example.org/",
  "https://mixed.example.org/",
  "http://public.example.org/",
  "https://user@public.example.org/",
])("sends nothing to %s", async (address) => {
  const outbound = createOutbound({ resolver });
  await expect(outbound.post(new URL(address), message)).rejects.toThrow(AddressError);
});

test("fails in another way if no address is found, because the next request may find one", async () => {
  const unreachable = new Resolver({ timeout: 100, tries: 1 });
  unreachable.setServers(["127.0.0.1:9"]);
  for (const [outbound, address] of [
    [createOutbound({ resolver }), "https://unknown.example.org/"],
    [createOutbound({ resolver: unreachable }), "https://push.example.org/"],
    [createOutbound(), "https://push.invalid/"],
  ] as const) {
    const error: unknown = await outbound.post(new URL(address), message).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(AddressError);
  }
});

test("checks a URL without asking for the addresses of its host", () => {
  const { check } = createOutbound({ resolver });
  questions = 0;
  for (const address of ["https://private.example.org/", "https://push.invalid/", "https://8.8.8.8/"])
    expect(() => check(new URL(address))).not.toThrow();
  for (const address of [
    "https://10.0.0.1/",
    "https://localhost/",
    "https://[::1]/",
    "http://8.8.8.8/",
    "https://user@8.8.8.8/",
  ])
    expect(() => check(new URL(address))).toThrow(AddressError);
  expect(questions).toBe(0);
});

test("checks the addresses of a host again for each request, and connects to one of those that it has checked", async () => {
  const { browser } = pushService;
  const { port } = new URL(browser().subscription.endpoint);
  let isAllowed = true;
  const outbound = createOutbound({ resolver, ca: pushService.ca, isAllowed: () => isAllowed });
  const url = new URL(`https://push.example.org:${port}/send`);
  questions = 0;
  expect(await outbound.post(url, message)).toEqual({ status: 201, retryAfter: null });
  // Only the check asks for the addresses.
  expect(questions).toBe(1);
  isAllowed = false;
  await expect(outbound.post(url, message)).rejects.toThrow(AddressError);
  expect(pushService.received).toMatchObject([
    { path: "/send", headers: { ttl: "60", host: `push.example.org:${port}` } },
  ]);
});

test("does not follow redirects, and returns the time after which a request can be repeated", async () => {
  const { outbound, received, service, browser } = pushService;
  const url = new URL(browser().subscription.endpoint);
  service.answerTo = () => ({ status: 302, headers: { location: "/other" } });
  expect(await outbound.post(url, message)).toEqual({ status: 302, retryAfter: null });
  service.answerTo = () => ({ status: 429, headers: { "retry-after": "120" } });
  expect(await outbound.post(url, message)).toEqual({ status: 429, retryAfter: "120" });
  expect(received).toHaveLength(2);
});

test("fails if the certificate of the host is not trusted", async () => {
  const { port } = new URL(pushService.browser().subscription.endpoint);
  const outbound = createOutbound({ isAllowed: () => true });
  await expect(outbound.post(new URL(`https://127.0.0.1:${port}/send`), message)).rejects.toThrow(/self.signed/i);
  expect(pushService.received).toEqual([]);
});
