"use client";

import { useFormatter } from "use-intl";

/** An instant, in the language and the zone of the reader. */
export function Moment({ at }: { at: string }) {
  const format = useFormatter();
  return (
    // Server and browser may know different versions of a language's rules.
    <time dateTime={at} suppressHydrationWarning>
      {format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" })}
    </time>
  );
}
