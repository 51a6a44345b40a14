import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LINK_PATHS } from "@docket/core/identity/account/link";
import type { Area } from "./guard.ts";
import { setHeader } from "./request-header.ts";

/** Pages that are opened by links with a one-time token. Their URL must not be sent as a `Referer`. */
const TOKEN_PAGES = new Set<string>(Object.values(LINK_PATHS));

const ONE_YEAR_S = 31_536_000;

/** How the security headers differ between installations. */
export type HeaderSettings = {
  /** Whether the first `APP_URL` is https. Browsers are then told to use nothing else (HSTS). */
  readonly isHttps: boolean;
  /** Whether Next's development server runs. It evaluates code and opens a WebSocket to reload pages. */
  readonly isDevelopment: boolean;
};

/** Sets the security headers of every response and those of its area. Handlers may add to them later. */
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
 * Sets the content security policy of a page, with a new nonce. The policy is set on the request, too, where Next looks
 * for the nonce that its scripts need.
 */
export function setPagePolicy(request: IncomingMessage, response: ServerResponse, settings: HeaderSettings): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, settings);
  response.setHeader("content-security-policy", policy);
  setHeader(request, "content-security-policy", policy);
  setHeader(request, "x-nonce", nonce);
}

/**
 * Returns the content security policy of a page. It allows scripts with the nonce and the scripts that these load, no
 * other origins, and turns text into code only through the page's default policy (Trusted Types). Inline styles are
 * allowed, because libraries write some.
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

// These features are all disabled. Remove one from this list when the app starts to use it.
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
