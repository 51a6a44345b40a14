import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

// Disable telemetry, which Next.js sends by default.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
export default {
  // The development server listens on this address, which Next does not treat as its own origin.
  allowedDevOrigins: ["127.0.0.1"],
  // Without this, Next sends the title of a page after its content, and the tab has no title until then.
  htmlLimitedBots: /.*/,
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // `pnpm check` checks the types, so the build need not.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  outputFileTracingRoot: root,
  // Slightly more than twice the default, because fewer and larger chunks compress better. At 150,000 and above,
  // navigation loads much of the code twice.
  experimental: { turbopackChunking: { minChunkSize: 149_000 } },
  turbopack: {
    root,
    // Messages are sent to the browser compiled (i18n/catalogue.ts), so the bundle needs no parser.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
};
