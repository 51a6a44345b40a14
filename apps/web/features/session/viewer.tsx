"use client";

import { dayInZone } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";

export type Viewer = {
  userId: string;
  /** IANA name of the zone that the person lives by. */
  timeZone: string;
  /** ISO 8601: 1 is Monday. */
  weekStart: number;
  /** The person's day now. */
  today: Day;
  /** Looks after the installation. */
  isAdministrator: boolean;
};

const ViewerContext = createContext<Viewer | null>(null);

/** Who looks at the page, and which day it is for them. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("This part of the page needs somebody who is signed in.");
  return viewer;
}

/** How often the page looks whether the day has changed, in milliseconds. */
const LOOK_EVERY_MS = 20_000;

/**
 * Tells the page who looks at it. The day that came with the page stands until the person's own midnight, so that server and
 * browser draw the same.
 */
export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const { userId, timeZone, weekStart, isAdministrator } = viewer;
  const [today, setToday] = useState(viewer.today);
  const [zoneOfToday, setZoneOfToday] = useState(timeZone);
  // Somebody who lives by another zone from now on has the day that came with it, not in a while but at once.
  if (zoneOfToday !== timeZone) {
    setZoneOfToday(timeZone);
    setToday(viewer.today);
  }
  useEffect(() => {
    const look = () => setToday(dayInZone(new Date(), timeZone));
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [timeZone]);
  const value = useMemo(
    () => ({ userId, timeZone, weekStart, today, isAdministrator }),
    [userId, timeZone, weekStart, today, isAdministrator],
  );
  return <ViewerContext value={value}>{children}</ViewerContext>;
}
