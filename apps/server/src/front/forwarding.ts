import type { IncomingMessage } from "node:http";
import { normalizeIp } from "@docket/core/runtime/client-ip";
import { deleteHeaders, headerOf, setHeader } from "./request-header.ts";

/** The origin of a request, from trusted sources. */
export type Peer = {
  /** The caller's address, normalized. */
  readonly clientIp: string;
  readonly scheme: "http" | "https";
  /** Host and port as the browser sent them, e.g. `192.168.1.10:3000`. */
  readonly host: string;
  /** Whether the caller is on the same machine and connects without a proxy. */
  readonly isLocal: boolean;
};

const FORWARDING = new Set([
  "forwarded",
  "x-real-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "fastly-client-ip",
  "x-host",
  "x-original-host",
  "x-original-url",
  "x-rewrite-url",
]);

// Headers that Next trusts because it expects its own infrastructure to set them. A client's request never legitimately
// contains them.
const INTERNAL = new Set([
  "content-security-policy",
  "content-security-policy-report-only",
  "next-action",
  "x-matched-path",
  "x-nonce",
  "x-now-route-matches",
  "x-prerender-revalidate",
]);

const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const LOCAL_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;

/**
 * Determines where a request came from and removes all its forwarding headers. The peer is read from the socket or,
 * behind `trustedProxies` proxies, from the entries that the outermost proxy added. Entries that the client put in
 * front of these are ignored.
 *
 * @param trustedProxies number of trusted proxies that every request passes through; 0 if there is none
 * @returns null if the host is missing or invalid (RFC 9112 section 3.2)
 */
export function readPeer(request: IncomingMessage, trustedProxies: number): Peer | null {
  const socketIp = normalizeIp(request.socket.remoteAddress ?? "") ?? "0.0.0.0";
  const claimed = {
    for: trustedEntry(request, "x-forwarded-for", trustedProxies),
    proto: trustedEntry(request, "x-forwarded-proto", trustedProxies),
    host: trustedEntry(request, "x-forwarded-host", trustedProxies),
  };
  const hasForwarding = deleteHeaders(request, isForwarding) || request.headers.via !== undefined;
  // Not every proxy adds forwarding headers. HTTP/1.0 also indicates a proxy, because no current client uses it.
  const isProxied = hasForwarding || trustedProxies > 0 || request.httpVersion === "1.0";
  deleteHeaders(request, isInternal);
  const host = claimed.host ?? headerOf(request, "host");
  if (host === undefined || !HOST.test(host)) return null;

  const clientIp = normalizeIp(withoutPort(claimed.for ?? "")) ?? socketIp;
  const scheme = claimed.proto === "https" ? "https" : "http";
  return { clientIp, scheme, host, isLocal: !isProxied && isLoopback(socketIp) && LOCAL_HOST.test(host) };
}

/** Sets the headers that tell Next who the peer is. */
export function forwardPeer(request: IncomingMessage, peer: Peer): void {
  setHeader(request, "host", peer.host);
  setHeader(request, "x-forwarded-for", peer.clientIp);
  setHeader(request, "x-forwarded-proto", peer.scheme);
  setHeader(request, "x-forwarded-host", peer.host);
}

/**
 * Passes the requested path and query to the pages, so that they can return to it after sign-in. The `_rsc` parameter,
 * which Next's router adds to its own requests, is removed.
 */
export function forwardPath(request: IncomingMessage): void {
  const [path = "", query = ""] = (request.url ?? "").split(/\?(.*)/s);
  const kept = query.split("&").filter((pair) => pair !== "" && pair !== "_rsc" && !pair.startsWith("_rsc="));
  setHeader(request, "x-requested-path", kept.length === 0 ? path : `${path}?${kept.join("&")}`);
}

/**
 * Returns the entry that the outermost trusted proxy added to a forwarding header. Each proxy appends one entry, so
 * with n proxies it is the n-th from the right. If a proxy overwrites the header, the list is shorter and starts with
 * that proxy's entry.
 */
function trustedEntry(request: IncomingMessage, name: string, trustedProxies: number): string | undefined {
  if (trustedProxies === 0) return undefined;
  const entries = (headerOf(request, name) ?? "").split(",").map((entry) => entry.trim());
  const entry = entries[Math.max(0, entries.length - trustedProxies)];
  return entry === "" ? undefined : entry;
}

function isForwarding(name: string): boolean {
  return name.startsWith("x-forwarded-") || FORWARDING.has(name);
}

function isInternal(name: string): boolean {
  return name.startsWith("x-middleware-") || name.startsWith("x-invoke-") || INTERNAL.has(name);
}

function isLoopback(ip: string): boolean {
  return ip === "::1" || ip.startsWith("127.");
}

function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1];
  if (bracketed !== undefined) return bracketed;
  return /^\d+(?:\.\d+){3}:\d+$/.test(address) ? address.slice(0, address.lastIndexOf(":")) : address;
}
