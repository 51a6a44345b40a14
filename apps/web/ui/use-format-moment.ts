"use client";

import { useCallback } from "react";
import { useFormatter } from "use-intl";
import { TIME_FORMAT, withPlainSpaces } from "./clock.ts";

/** Returns a function that formats an instant in the user's language and time zone. */
export function useFormatMoment(): (at: string) => string {
  const format = useFormatter();
  return useCallback(
    (at) => withPlainSpaces(format.dateTime(new Date(at), { dateStyle: "medium", ...TIME_FORMAT })),
    [format],
  );
}
