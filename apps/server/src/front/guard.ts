import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { UNSUBSCRIBE_PATH } from "@docket/schema/unsubscribe";
import type { Peer } from "./forwarding.ts";
import { refuse, type FrontRefusal } from "./refusal.ts";
import { headerCount, headerOf } from "./request-header.ts";

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
 * Returns the path of a request target. Only the origin form (`/path?query`, RFC 9112 section 3.2.1) is accepted. It
 * must not contain dot segments, backslashes or percent-encoding that is not valid UTF-8, so that every part of the
 * server sees the same path.
 *
 * @returns null for a target that is not accepted
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

/** Returns the part of the server that a path belongs to. */
export function areaOf(path: string): Area {
  if (path === "/healthz" || path === "/readyz") return "health";
  if (path === "/metrics") return "metrics";
  if (path === "/api" || path.startsWith("/api/")) return "api";
  return path.startsWith("/_next/static/") ? "static" : "page";
}

// Headers that affect access. Node keeps only the first value of each.
const SINGLE_HEADERS = ["host", "authorization", "content-type", "origin", "sec-fetch-site"];

/**
 * Returns whether a request repeats a header that affects access. Parsers disagree on which value to use (RFC 9110
 * section 5.3).
 */
export function repeatsHeader(request: IncomingMessage): boolean {
  return SINGLE_HEADERS.some((name) => headerCount(request, name) > 1);
}

/** Rejects a method that the area does not support. Outside the API, only reads are supported. */
export function guardMethod(request: IncomingMessage, area: Area): FrontRefusal | null {
  const allowed = METHODS[area];
  if (allowed.includes(request.method ?? "")) return null;
  return refuse("method_not_allowed", "This address doesn't support that method.", { allow: allowed.join(", ") });
}

/**
 * Returns whether a request can have side effects. This applies to every method except GET and HEAD, so that new
 * methods are protected, too.
 */
export function isWrite({ method }: Pick<IncomingMessage, "method">): boolean {
  return method !== "GET" && method !== "HEAD";
}

/**
 * Rejects writes to the API that another site could cause a browser to send (CSRF). The body must be JSON, which no
 * form can send. A write without an `Authorization: Bearer` header must come from Docket's own pages. This is
 * determined by `Sec-Fetch-Site` or, where the browser doesn't send that header (plain HTTP in a LAN), by `Origin`. The
 * check applies to signing in, too.
 *
 * Mail programs end a subscription with a form and without an origin (RFC 8058). That request has no credential but the
 * sealed token in its address, so another site gains nothing by sending it.
 *
 * @param origins the origins of the configured `APP_URL`s
 */
export function guardWrite(request: IncomingMessage, peer: Peer, origins: readonly string[]): FrontRefusal | null {
  if (!isWrite(request) || pathOf(request.url ?? "") === UNSUBSCRIBE_PATH) return null;
  if (!JSON_TYPE.test(headerOf(request, "content-type") ?? "")) {
    return refuse("unsupported_media_type", "Send JSON with the header Content-Type: application/json.");
  }
  // Bodies are never decompressed, so that the size limit applies to the data that was sent.
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
      "Cross-site request blocked: the Origin header is missing. Programs authenticate with an API token in the Authorization header.",
    );
  }
  if (origins.includes(origin) || isOwnAddress(origin, peer.host)) return null;
  const message =
    "Cross-site request blocked: this server doesn't know the page's address. " +
    "If you opened Docket at this address, add it to the setting APP_URL and restart the server.";
  return { ...refuse("forbidden", message), details: { reason: "unknown_address" } };
}

/**
 * Returns whether an origin is the request's own host, and the host is localhost or an IP address. Other names are not
 * trusted, because anyone can point a name to this server (DNS rebinding).
 */
function isOwnAddress(origin: string, host: string): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url === null || url.origin !== origin || url.host !== host.toLowerCase()) return false;
  const name = url.hostname.replace(/^\[|\]$/g, "");
  return name === "localhost" || isIP(name) !== 0;
}
