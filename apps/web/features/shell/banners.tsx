"use client";

import { ConnectionBanner } from "./connection-banner.tsx";
import { TimeZoneBanner } from "./time-zone-banner.tsx";

/** The banners of a workspace, most important last, because it covers the others. */
export function Banners() {
  return (
    <>
      <TimeZoneBanner />
      <ConnectionBanner />
    </>
  );
}
