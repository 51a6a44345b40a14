import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LINK_PATHS } from "@docket/core/account/link";
import type { Area } from "./guard.ts";
import { setHeader } from "./request-header.ts";

/** Pages that links with a one-time token lead to: their address goes into nobody's `Referer`. */
const TOKEN_PAGES = new Set<string>(Object.values(LINK_PATHS));

const ONE_YEAR_S = 31_536_000;

/** How the security headers differ between installations. */
export type HeaderSettings = {
  /** The first `APP_URL` is https: browsers shall not come back without it. */
  readonly isHttps: boolean;
  /** Next's development server: it evaluates code and opens a socket to reload. */
  readonly isDevelopment: boolean;
};

/**
 * Sets the headers that every answer carries, and those of its area. What the handlers set later may add to them.
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
  // Next marks its hashed files as immutable itself, but only those that exist.
  if (area === "static") return;
  response.setHeader("cache-control", area === "page" ? "private, no-store" : "no-store");
  if (area !== "page") response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
}

/**
 * Gives a page its content security policy with a nonce of its own. The policy is on the request too, which is where
 * Next looks for the nonce that its scripts must carry.
 */
export function setPagePolicy(request: IncomingMessage, response: ServerResponse, settings: HeaderSettings): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, settings);
  response.setHeader("content-security-policy", policy);
  setHeader(request, "content-security-policy", policy);
  setHeader(request, "x-nonce", nonce);
}

/**
 * The policy of a page: scripts only with the nonce and what these load, nothing from elsewhere, and no text becomes
 * code (Trusted Types) except through the page's default policy. Styles may be inline, since the libraries write some.
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
  // The development tools turn text into code all the time.
  if (!isDevelopment) directives.push("require-trusted-types-for 'script'", "trusted-types default");
  return directives.join("; ");
}

// All off. A feature that the app comes to use is taken out of this list.
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
