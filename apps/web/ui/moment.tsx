"use client";

import { useFormatMoment } from "./use-format-moment.ts";

/** A date and time in the user's language and time zone. */
export function Moment({ at }: { at: string }) {
  const format = useFormatMoment();
  return (
    // The text may differ, because server and browser may have different locale data.
    <time dateTime={at} suppressHydrationWarning>
      {format(at)}
    </time>
  );
}
