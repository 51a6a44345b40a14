import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

// Next reports usage to its makers unless told not to.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
export default {
  // In development the server binds this address, which Next does not count as its own name.
  allowedDevOrigins: ["127.0.0.1"],
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // The types are checked by `pnpm check`; whoever only wants to run the server need not wait for that.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  outputFileTracingRoot: root,
  // Some more than twice the usual size: fewer and larger pieces compress better. From 150,000 on much is loaded twice on the way from page to page.
  experimental: { turbopackChunking: { minChunkSize: 142_000 } },
  turbopack: {
    root,
    // The texts reach the browser compiled (i18n/catalogue.ts), so nothing there need know how to read them.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
};
