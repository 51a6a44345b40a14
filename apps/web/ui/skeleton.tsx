"use client";

import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";

/**
 * Placeholder for rows that are loading, or a note that they can't be loaded without a connection. It appears after a
 * delay (globals.css), so that quick responses don't flicker.
 *
 * @param rows the expected number of rows, so that the layout does not shift
 */
export function Skeleton({ label, rows = 5 }: { label: string; rows?: number }) {
  const isOnline = useSyncExternalStore(subscribeToNetwork, isNetworkOn, () => true);
  const t = useTranslations("general");
  if (!isOnline)
    return (
      <p role="status" className="skeleton px-2 py-3 text-muted">
        {t("needsConnection")}
      </p>
    );
  return (
    <div role="status" aria-label={label} className="skeleton flex flex-col">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-11 items-center gap-3 px-2">
          <span className="size-4.5 rounded-full bg-hover" />
          <span className="h-3 rounded bg-hover" style={{ width: `${30 + ((index * 37) % 45)}%` }} />
        </div>
      ))}
    </div>
  );
}

const isNetworkOn = () => navigator.onLine;

function subscribeToNetwork(listener: () => void): () => void {
  for (const name of ["online", "offline"]) window.addEventListener(name, listener);
  return () => {
    for (const name of ["online", "offline"]) window.removeEventListener(name, listener);
  };
}
