"use client";

import { dayInZone } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";

export type Viewer = {
  userId: string;
  email: string;
  /** IANA name of the user's time zone. */
  timeZone: string;
  /** First day of the week (ISO 8601: 1 is Monday). */
  weekStart: number;
  /** The current day in the user's time zone. */
  today: Day;
  /** Whether the user is an administrator of the installation. */
  isAdministrator: boolean;
};

const ViewerContext = createContext<Viewer | null>(null);

/** Returns the signed-in user with their time zone and current day. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("There is no ViewerProvider.");
  return viewer;
}

/** How often the page checks whether the day has changed, in milliseconds. */
const DAY_CHECK_INTERVAL_MS = 20_000;

/**
 * Provides the viewer. The first render uses the day that the server sent, so that server and browser render the same
 * content. After that, the day changes at midnight in the user's time zone.
 */
export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { timeZone } = viewer;
  const [today, setToday] = useState(viewer.today);
  const [zoneOfToday, setZoneOfToday] = useState(timeZone);
  // When the time zone changes, immediately use the day that the server sent with it.
  if (zoneOfToday !== timeZone) {
    setZoneOfToday(timeZone);
    setToday(viewer.today);
  }
  useEffect(() => {
    const updateToday = () => setToday(dayInZone(new Date(), timeZone));
    const timer = setInterval(updateToday, DAY_CHECK_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [timeZone]);
  const value = useMemo(() => ({ ...viewer, today }), [viewer, today]);
  return <ViewerContext value={value}>{children}</ViewerContext>;
}
