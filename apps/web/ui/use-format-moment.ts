"use client";

import { useCallback } from "react";
import { useFormatter } from "use-intl";
import { CLOCK, withPlainSpaces } from "./clock.ts";

/** Writes an instant in the reader's language and the zone that they live by. */
export function useFormatMoment(): (at: string) => string {
  const format = useFormatter();
  return useCallback(
    (at) => withPlainSpaces(format.dateTime(new Date(at), { dateStyle: "medium", ...CLOCK })),
    [format],
  );
}
