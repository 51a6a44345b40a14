// Next runs this file in every document, including its own error pages, before any other code of the app. It must run
// before React, which creates a script element via innerHTML, and before the first chunk is loaded.

type Policy = { createScriptURL: (url: string) => string | null; createHTML: (html: string) => string | null };
type TrustedTypes = { createPolicy: (name: string, policy: Policy) => unknown };

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/**
 * The page's default Trusted Types policy (W3C Trusted Types section 3.3). It only allows scripts from our own build
 * and the empty script element that React creates.
 */
trustedTypes?.createPolicy("default", {
  createScriptURL: (url) => {
    const target = new URL(url, location.href);
    const isOurs = target.pathname.startsWith("/_next/static/") || target.pathname === "/sw.js";
    return target.origin === location.origin && isOurs ? url : null;
  },
  createHTML: (html) => (html === "<script></script>" ? html : null),
});
