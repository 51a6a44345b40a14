"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Kbd } from "../ui/kbd.tsx";
import { SEQUENCE_MS } from "./key-dispatcher.ts";
import type { NextKey } from "./key-dispatcher.ts";

/**
 * Shows the keys that can continue a sequence until it times out. It is not loaded lazily, because it is only shown for
 * one second and loading might take longer.
 */
export function SequenceHint({ next }: { next: readonly NextKey[] }) {
  const titles = useTranslations("command.titles");
  const [over, setOver] = useState<readonly NextKey[] | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setOver(next), SEQUENCE_MS);
    return () => clearTimeout(timer);
  }, [next]);
  const isShown = next.length > 0 && over !== next;
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-center px-4">
      {isShown && (
        <ul className="flex max-w-3xl flex-wrap justify-center gap-x-4 gap-y-1.5 rounded-lg border border-line bg-panel px-4 py-2.5 shadow-lg">
          {next.map(({ id, key }) => (
            <li key={`${id} ${key}`} className="flex items-center gap-1.5">
              <Kbd keys={key} />
              <span className="sr-only">{key.toUpperCase()}</span>
              {titles(id)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
