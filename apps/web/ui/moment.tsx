"use client";

import { useFormatMoment } from "./use-format-moment.ts";

/** An instant, in the reader's language and the zone that they live by. */
export function Moment({ at }: { at: string }) {
  const format = useFormatMoment();
  return (
    // Server and browser may know different versions of a language's rules.
    <time dateTime={at} suppressHydrationWarning>
      {format(at)}
    </time>
  );
}
