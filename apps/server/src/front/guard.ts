import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Peer } from "./forwarding.ts";
import { refuse, type FrontRefusal } from "./refusal.ts";
import { countOf, headerOf } from "./request-header.ts";

/** The part of the server that a path belongs to. */
export type Area = "health" | "metrics" | "api" | "static" | "page";

const METHODS: Record<Area, readonly string[]> = {
  health: ["GET", "HEAD"],
  metrics: ["GET", "HEAD"],
  api: ["GET", "POST"],
  static: ["GET", "HEAD"],
  page: ["GET", "HEAD"],
};

const DOT_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;
const BEARER = /^bearer\s+\S/i;

/**
 * Splits a request target. Only the plain form (`/path?query`, RFC 9112 section 3.2.1) is served, without dot segments
 * and backslashes and with nothing behind percent signs that is no UTF-8, so that every part of the server reads the same path.
 *
 * @returns null for a target that is not served
 */
export function pathOf(target: string): string | null {
  const path = target.split("?", 1)[0] ?? "";
  if (!path.startsWith("/") || path.includes("\\") || DOT_SEGMENT.test(path)) return null;
  return path.includes("%") && !isDecodable(path) ? null : path;
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

export function areaOf(path: string): Area {
  if (path === "/healthz" || path === "/readyz") return "health";
  if (path === "/metrics") return "metrics";
  if (path === "/api" || path.startsWith("/api/")) return "api";
  return path.startsWith("/_next/static/") ? "static" : "page";
}

// Headers of which Node keeps the first and drops the others, and by which it is decided who may do what.
const SINGLE_HEADERS = ["host", "authorization", "content-type", "origin", "sec-fetch-site"];

/** Whether a request has a header twice that decides who may do what: each reader could take another one (RFC 9110 section 5.3). */
export function repeatsHeader(request: IncomingMessage): boolean {
  return SINGLE_HEADERS.some((name) => countOf(request, name) > 1);
}

/** Refuses a method that its area does not have; outside the API nothing but reading exists. */
export function guardMethod(request: IncomingMessage, area: Area): FrontRefusal | null {
  const allowed = METHODS[area];
  if (allowed.includes(request.method ?? "")) return null;
  return refuse("method_not_allowed", "This address does not know that method.", { allow: allowed.join(", ") });
}

/**
 * Stops what a foreign page can make a browser send to the API. A body must be JSON (no form can send that), and
 * without an `Authorization: Bearer` of its own a write must come from our own pages: `Sec-Fetch-Site` says so, or,
 * where the browser sends none (plain HTTP in a LAN), `Origin` does. Logging in is no exception.
 *
 * @param origins the origins of the configured `APP_URL`s
 */
export function guardWrite(request: IncomingMessage, peer: Peer, origins: readonly string[]): FrontRefusal | null {
  if (request.method !== "POST") return null;
  if (!JSON_TYPE.test(headerOf(request, "content-type") ?? "")) {
    return refuse("unsupported_media_type", "Send JSON with the header Content-Type: application/json.");
  }
  // Nothing is unpacked, so that what is sent is what is counted.
  const encoding = headerOf(request, "content-encoding");
  if (encoding !== undefined && encoding.trim().toLowerCase() !== "identity") {
    return refuse("unsupported_media_type", "Send the body as it is, without Content-Encoding.", {
      "accept-encoding": "identity",
    });
  }
  if (BEARER.test(headerOf(request, "authorization") ?? "")) return null;

  const site = headerOf(request, "sec-fetch-site");
  if (site === "same-origin") return null;
  if (site !== undefined) return refuse("forbidden", "Cross-site request blocked.");

  const origin = headerOf(request, "origin");
  if (origin === undefined || origin === "null") {
    return refuse(
      "forbidden",
      "Cross-site request blocked: it names no origin. Programs sign in with an API token in the Authorization header.",
    );
  }
  if (origins.includes(origin) || isOwnAddress(origin, peer.host)) return null;
  const message =
    "Cross-site request blocked: the page's address is none that this server knows. " +
    "If you opened Docket at this address, add it to the setting APP_URL and restart the server.";
  return { ...refuse("forbidden", message), details: { reason: "unknown_address" } };
}

/** A name could be made to point here by anybody (DNS rebinding); localhost and a bare address could not. */
function isOwnAddress(origin: string, host: string): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url === null || url.origin !== origin || url.host !== host.toLowerCase()) return false;
  const name = url.hostname.replace(/^\[|\]$/g, "");
  return name === "localhost" || isIP(name) !== 0;
}
