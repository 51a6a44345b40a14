import type { IncomingMessage } from "node:http";
import { normalizeIp } from "@docket/core/ip";
import { deleteHeaders, headerOf, setHeader } from "./request-header.ts";

/** Where a request came from, as far as the server itself can vouch for it. */
export type Peer = {
  /** The caller's address, normalized. */
  readonly clientIp: string;
  readonly scheme: "http" | "https";
  /** Host and port as the browser wrote them, e.g. `192.168.1.10:3000`. */
  readonly host: string;
  /** True when the caller is on this very machine and no proxy stands between. */
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

// What Next takes as said by its own machinery. It is never true when a client says it.
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
 * Replaces all that a request claims about its way here by what is known: the socket, or, behind `trustedProxies`
 * proxies, what the outermost of these wrote. Whatever the client put in front of that is dropped.
 *
 * @param trustedProxies how many proxies of our own every request passes, 0 without one
 * @returns null when the host is missing or cannot be a host (RFC 9112 section 3.2)
 */
export function readPeer(request: IncomingMessage, trustedProxies: number): Peer | null {
  const socketIp = normalizeIp(request.socket.remoteAddress ?? "") ?? "0.0.0.0";
  const claimed = {
    for: hop(request, "x-forwarded-for", trustedProxies),
    proto: hop(request, "x-forwarded-proto", trustedProxies),
    host: hop(request, "x-forwarded-host", trustedProxies),
  };
  const hasForwarding = deleteHeaders(request, isForwarding) || request.headers.via !== undefined;
  // A proxy may leave no trace in the headers. Some then speak HTTP/1.0, which nothing else does today.
  const isProxied = hasForwarding || trustedProxies > 0 || request.httpVersion === "1.0";
  deleteHeaders(request, isInternal);
  const host = claimed.host ?? headerOf(request, "host");
  if (host === undefined || !HOST.test(host)) return null;

  const clientIp = normalizeIp(withoutPort(claimed.for ?? "")) ?? socketIp;
  const scheme = claimed.proto === "https" ? "https" : "http";
  return { clientIp, scheme, host, isLocal: !isProxied && isLoopback(socketIp) && LOCAL_HOST.test(host) };
}

/** Writes the vouched-for values where Next looks for them. */
export function forwardPeer(request: IncomingMessage, peer: Peer): void {
  setHeader(request, "host", peer.host);
  setHeader(request, "x-forwarded-for", peer.clientIp);
  setHeader(request, "x-forwarded-proto", peer.scheme);
  setHeader(request, "x-forwarded-host", peer.host);
}

/**
 * Tells the pages which path was asked for, with its query, so that they can lead back to it after signing in. The
 * parameter that Next's router adds to its own requests is not part of it.
 */
export function forwardPath(request: IncomingMessage): void {
  const [path = "", query = ""] = (request.url ?? "").split(/\?(.*)/s);
  const kept = query.split("&").filter((pair) => pair !== "" && pair !== "_rsc" && !pair.startsWith("_rsc="));
  setHeader(request, "x-requested-path", kept.length === 0 ? path : `${path}?${kept.join("&")}`);
}

/**
 * Each proxy appends one entry, so the n-th from the right was written by the outermost of n trusted ones. A proxy that
 * overwrites instead of appending leaves a shorter list, whose first entry is its own.
 */
function hop(request: IncomingMessage, name: string, trustedProxies: number): string | undefined {
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
