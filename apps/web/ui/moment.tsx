"use client";

import { useFormatMoment } from "./use-format-moment.ts";

/** An instant, in the reader's language and the zone that they live by. */
export function Moment({ at }: { at: string }) {
  const format = useFormatMoment();
  return <time dateTime={at}>{format(at)}</time>;
}
