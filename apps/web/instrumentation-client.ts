// Next runs this before anything else of the app, on every document that it sends, its own error pages included. It must
// come before React, which makes a script element in its own way, and before the first chunk that is loaded later.

type Policy = { createScriptURL: (url: string) => string | null; createHTML: (html: string) => string | null };
type TrustedTypes = { createPolicy: (name: string, policy: Policy) => unknown };

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/**
 * The page's default Trusted Types policy (W3C Trusted Types section 3.3). It lets two things become code and nothing else:
 * scripts of our own build, and the empty script element that React makes.
 */
trustedTypes?.createPolicy("default", {
  createScriptURL: (url) => {
    const target = new URL(url, location.href);
    const isOurs = target.pathname.startsWith("/_next/static/") || target.pathname === "/sw.js";
    return target.origin === location.origin && isOurs ? url : null;
  },
  createHTML: (html) => (html === "<script></script>" ? html : null),
});
