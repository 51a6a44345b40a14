"use client";

import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

/** A surface next to a field, over the rows around it. The focus stays in the field. */
export function LineSurface({ anchor, children }: { anchor: HTMLElement; children: ReactNode }) {
  const surface = useRef<HTMLDivElement>(null);
  useEffect(() => surface.current?.showPopover({ source: anchor }), [anchor]);
  return (
    <div
      ref={surface}
      popover="manual"
      role="presentation"
      // Otherwise, a click on the padding would blur the field, and in Safari even one on a button.
      onMouseDown={(event) => event.preventDefault()}
      className="fixed inset-auto m-0 my-1 flex max-w-[min(32rem,calc(100vw-1rem))] flex-col gap-2 rounded-lg border border-line bg-panel p-2 text-text shadow-lg [position-area:block-end_span-inline-end] [position-try-fallbacks:flip-block,flip-inline,flip-block_flip-inline]"
    >
      {children}
    </div>
  );
}
