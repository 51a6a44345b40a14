"use client";

import { wallClock } from "@docket/schema/day";
import { clockTimeOf } from "@docket/schema/when-day";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatTime } from "../../entities/task/format.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { placeOnDay } from "./timed-task.tsx";

/** How often the line moves, in milliseconds. */
const INTERVAL_MS = 20_000;

/** A line at the current time of the day. The page from the server doesn't contain it. */
export function CurrentTime() {
  const { timeZone } = useViewer();
  const t = useTranslations("calendar");
  const locale = useLocale();
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => {
    const update = () => setMinutes(wallClock(new Date(), timeZone).minutes);
    const first = requestAnimationFrame(update);
    const timer = setInterval(update, INTERVAL_MS);
    return () => {
      cancelAnimationFrame(first);
      clearInterval(timer);
    };
  }, [timeZone]);
  if (minutes === null) return null;
  return (
    <div
      data-now
      className="pointer-events-none absolute inset-x-0 border-t-2 border-danger"
      style={{ top: placeOnDay({ start: minutes, end: minutes }).top }}
    >
      <span className="sr-only">{t("now", { time: formatTime(clockTimeOf(minutes), locale) })}</span>
    </div>
  );
}
