/**
 * The page's default Trusted Types policy, as the text of the first script. It lets two things become code and nothing
 * else: scripts of our own build (and the service worker), and the empty script element that React makes.
 */
export const TRUSTED_TYPES_SCRIPT = `
if (window.trustedTypes) trustedTypes.createPolicy("default", {
  createScriptURL: function (url) {
    var target = new URL(url, location.href);
    var isOurs = target.pathname.startsWith("/_next/static/") || target.pathname === "/sw.js";
    return target.origin === location.origin && isOurs ? url : null;
  },
  createHTML: function (html) {
    return html === "\\x3cscript>\\x3c/script>" ? html : null;
  }
});`.trim();
