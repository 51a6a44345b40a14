import { Resolver } from "node:dns/promises";
import { Agent, request } from "node:https";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** An outgoing request ends after this time, including the search for its addresses. */
const TIMEOUT_MS = 10_000;
const DNS_TIMEOUT_MS = 2_000;
const MAX_RESPONSE_BYTES = 16 * 1_024;

/** Thrown for an address that must not be requested: it is not https, or is on a private network. */
export class AddressError extends Error {
  override name = "AddressError";
}

/** The part of a response that is used. Its body is discarded. */
export type OutboundResponse = { status: number; retryAfter: string | null };

/**
 * Sends requests to addresses that people enter. Such requests must not reach private networks: the IP addresses of the
 * host are checked for each request, and the connection is made to one of the checked addresses. Redirects are not
 * followed.
 */
export type Outbound = {
  /**
   * Checks that a URL is https and, if its host is an IP address, that it may be requested. The addresses of a name are
   * checked for each request, because they can change.
   *
   * @throws AddressError if not
   */
  check: (url: URL) => void;
  /**
   * Sends a POST request.
   *
   * @throws AddressError as for `check`, or if the host has a private address; other errors if no address is found, or
   *   if the connection fails or takes too long
   */
  post: (url: URL, message: { headers: Record<string, string>; body: Uint8Array }) => Promise<OutboundResponse>;
};

type OutboundOptions = {
  /** Returns whether an IP address may be requested. Tests allow their own server. */
  isAllowed?: (address: string) => boolean;
  /** Names in DNS are not resolved with the functions of the operating system, which would block a thread each. */
  resolver?: Resolver;
  /** Certificate authority to trust instead of the well-known ones, in PEM format. */
  ca?: string;
};

/** Creates the sender of requests to addresses that people enter. */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { isAllowed = isPublicAddress, ca } = options;
  const { resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 2 }) } = options;
  // Connections are not used again, because their address was not checked for the next request. The global agent would
  // connect to a proxy if one is set in the environment.
  const agent = new Agent({ keepAlive: false });

  function check(url: URL): void {
    if (url.protocol !== "https:" || url.username !== "" || url.password !== "")
      throw new AddressError("The address is not https.");
    const host = hostOf(url);
    // RFC 6761, section 6.3: these names are never on another machine, whatever DNS says.
    const isLocal = host === "localhost" || host.endsWith(".localhost");
    if (isLocal || (isIP(host) !== 0 && !isAllowed(host)))
      throw new AddressError("The address is on a private network.");
  }

  /** Returns the addresses of the URL's host, all of which are allowed. */
  async function allowedAddresses(url: URL): Promise<string[]> {
    check(url);
    const addresses = await addressesOf(resolver, hostOf(url));
    if (!addresses.every(isAllowed)) throw new AddressError("The address is on a private network.");
    return addresses;
  }

  return {
    check,
    post: async (url, { headers, body }) => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const lookup = fixedLookup(await before(signal, allowedAddresses(url)));
      return new Promise((resolve, reject) => {
        const options = { method: "POST", headers, lookup, signal, agent, ...(ca !== undefined && { ca }) };
        const sent = request(url, options, (response) => {
          let bytes = 0;
          // The body must be read for the connection to end.
          response.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > MAX_RESPONSE_BYTES) response.destroy();
          });
          response.on("error", () => undefined);
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] ?? null });
        });
        sent.on("error", reject);
        sent.end(body);
      });
    },
  };
}

/** Returns the host of a URL, which is a name or an IP address. */
function hostOf({ hostname }: URL): string {
  return hostname.replaceAll(/^\[|\]$/g, "");
}

/** Returns the result of `work`, or throws the signal's reason if it aborts first. */
async function before<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { signal: settled.signal });
  });
  return Promise.race([work, aborted]).finally(() => settled.abort());
}

/** @throws the resolver's error if no address is found. The next request may find one. */
async function addressesOf(resolver: Resolver, host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  // Names that never have an address (RFC 6761, section 6.4). Tests use them, so that nothing is sent.
  if (host.endsWith(".invalid")) throw new Error("Names that end with .invalid have no address.");
  // A host with addresses of only one version has no records of the other, which is an error.
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (addresses.length > 0) return addresses;
  throw answers.find((answer) => answer.status === "rejected")?.reason ?? new Error("The host has no address.");
}

/** Returns a function that resolves every name to the given addresses, so that a connection is made to one of them. */
function fixedLookup(addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all: wantsAll }, callback) => {
    const [first] = all;
    if (wantsAll === true) callback(null, all);
    else callback(null, first?.address ?? "", first?.family);
  };
}
