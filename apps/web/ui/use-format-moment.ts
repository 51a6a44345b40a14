"use client";

import { useCallback } from "react";
import { useFormatter } from "use-intl";

/** Writes an instant in the reader's language and the zone that they live by. */
export function useFormatMoment(): (at: string) => string {
  const format = useFormatter();
  return useCallback(
    (at) =>
      format
        .dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" })
        // Browsers write an ordinary space here where the server writes a narrow one.
        .replaceAll("\u202f", " "),
    [format],
  );
}
