import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LINK_PATHS } from "@docket/core/identity/account/link";
import type { Area } from "./guard.ts";
import { setHeader } from "./request-header.ts";

/** Pages opened by links that contain a one-time token. Their URL must not be sent as a `Referer`. */
const TOKEN_PAGES = new Set<string>(Object.values(LINK_PATHS));

const ONE_YEAR_S = 31_536_000;

/** Settings of an installation that affect its security headers. */
export type HeaderSettings = {
  /** Whether the first `APP_URL` is https. If so, browsers are told to use only https (HSTS). */
  readonly isHttps: boolean;
  /** Whether Next's development server is running. It evaluates code and opens a WebSocket to reload pages. */
  readonly isDevelopment: boolean;
};

/**
 * Sets the security headers that are common to all responses, and those for the request's area. Handlers can add to
 * them later.
 */
export function setSecurityHeaders(
  response: ServerResponse,
  { area, path, requestId }: { area: Area; path: string; requestId: string },
  settings: HeaderSettings,
): void {
  response.setHeader("x-request-id", requestId);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("referrer-policy", TOKEN_PAGES.has(path) ? "no-referrer" : "same-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("permissions-policy", PERMISSIONS);
  if (settings.isHttps) response.setHeader("strict-transport-security", `max-age=${ONE_YEAR_S}`);
  // Next itself marks its hashed files as immutable, but only those that exist.
  if (area === "static") return;
  response.setHeader("cache-control", area === "page" ? "private, no-store" : "no-store");
  if (area !== "page") response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
}

/**
 * Sets the content security policy of a page, with a new nonce. Next reads the nonce for its scripts from the request,
 * so the policy is set there, too.
 */
export function setPagePolicy(request: IncomingMessage, response: ServerResponse, settings: HeaderSettings): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, settings);
  response.setHeader("content-security-policy", policy);
  setHeader(request, "content-security-policy", policy);
  setHeader(request, "x-nonce", nonce);
}

/**
 * Returns the content security policy of a page. It allows scripts with the nonce and scripts that they load. It allows
 * no other origins. Text can be evaluated as code only through the page's default policy (Trusted Types). Inline styles
 * are allowed because some libraries use them.
 */
export function pagePolicy(nonce: string, { isDevelopment }: Pick<HeaderSettings, "isDevelopment">): string {
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws: wss:" : ""}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ];
  // The development tools constantly evaluate text as code.
  if (!isDevelopment) directives.push("require-trusted-types-for 'script'", "trusted-types default");
  return directives.join("; ");
}

// All of these features are disabled. When the app starts to use a feature, remove it from this list.
const PERMISSIONS = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "serial",
  "usb",
  "xr-spatial-tracking",
]
  .map((feature) => `${feature}=()`)
  .join(", ");
