import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { ErrorCode } from "@docket/schema/error";
import { requestedLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { PROBLEM_TEXTS } from "./problem-text.ts";
import { headerOf } from "./request-header.ts";

// The subset of the web app's design tokens (globals.css) that these pages use.
const STYLE = `:root{color-scheme:light dark}
body{margin:0;background:light-dark(oklch(.985 .002 260),oklch(.19 .01 260));color:light-dark(oklch(.24 .015 260),oklch(.94 .006 260));font:.875rem/1.45 Inter,system-ui,sans-serif}
main{box-sizing:border-box;display:flex;flex-direction:column;justify-content:center;gap:1.5rem;min-height:100dvh;max-width:24rem;margin:0 auto;padding:2.5rem 1rem}
h1,p{margin:0}
h1{font-size:1.5rem;line-height:2rem;font-weight:600}
.name{font-weight:600}
.name,a{color:light-dark(oklch(.5 .17 262),oklch(.75 .12 262))}
a{font-weight:500}
a:focus-visible{outline:2px solid;outline-offset:2px}
.muted{color:light-dark(oklch(.47 .015 260),oklch(.74 .012 260))}`;

/** Returns the style sheet of these pages, which refers to the web app's font if there is one. */
function styleOf(fontPath: string | null): string {
  if (fontPath === null) return STYLE;
  return `@font-face{font-family:Inter;src:url("${fontPath}") format("woff2");font-weight:100 900;font-display:swap}\n${STYLE}`;
}

/**
 * Returns the content security policy of these pages. It allows only their style sheet, by its digest, and Docket's font
 * and icon.
 *
 * @param fontPath as for {@link problemPage}
 */
export function problemPagePolicy(fontPath: string | null): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(styleOf(fontPath)).digest("base64")}'`,
    "font-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Returns whether a caller accepts HTML. Programs usually don't. */
export function acceptsPage(request: IncomingMessage): boolean {
  return headerOf(request, "accept")?.includes("text/html") === true;
}

/** Returns the language requested by the client. */
export function localeOf(request: IncomingMessage): Locale {
  return requestedLocale({
    cookie: headerOf(request, "cookie") ?? null,
    acceptLanguage: headerOf(request, "accept-language") ?? null,
  });
}

/**
 * Returns the HTML of a page that shows a refusal to a user. It needs neither scripts nor the database, and takes well
 * under a millisecond.
 *
 * @param retrySeconds number of seconds after which the browser reloads the page, as set in the response's `Refresh`
 * header; null if the problem is not temporary
 * @param fontPath the path of the web app's font; null for the system's font
 */
export function problemPage(
  code: ErrorCode,
  {
    locale,
    requestId,
    retrySeconds,
    fontPath,
  }: { locale: Locale; requestId: string; retrySeconds: number | null; fontPath: string | null },
): string {
  const texts = PROBLEM_TEXTS[locale];
  const { title, text } = texts.problems[code] ?? texts.problems.other;
  const retry = retrySeconds === null ? "" : `<p class="muted">${texts.retrying(retrySeconds)}</p>\n`;
  // An empty href refers to the page itself.
  const link =
    retrySeconds === null && code !== "internal" ? `<a href="/">${texts.back}</a>` : `<a href="">${texts.tryAgain}</a>`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Docket</title>
<link rel="icon" href="/icon.svg">
<style>${styleOf(fontPath)}</style>
</head>
<body>
<main>
<div><p class="name">Docket</p><h1>${escapeHtml(title)}</h1></div>
<p class="muted">${escapeHtml(text)}</p>
${retry}<p>${link}</p>
<p class="muted">${escapeHtml(texts.reference(requestId))}</p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
