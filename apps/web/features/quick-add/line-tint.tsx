"use client";

import type { TokenSpan } from "@docket/schema/quick-add/quick-add";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

type LineTintProps = {
  input: RefObject<HTMLInputElement | null>;
  title: string;
  spans: readonly TokenSpan[];
};

/**
 * Marks the recognised parts of a line behind the text of its field. The same text is drawn invisibly in the same font,
 * and scrolled along with the field.
 */
export function LineTint({ input, title, spans }: LineTintProps) {
  const layer = useRef<HTMLSpanElement>(null);
  const follow = () => {
    if (layer.current && input.current) layer.current.scrollLeft = input.current.scrollLeft;
  };
  useLayoutEffect(follow);
  useEffect(() => {
    const element = input.current;
    element?.addEventListener("scroll", follow);
    document.addEventListener("selectionchange", follow);
    return () => {
      element?.removeEventListener("scroll", follow);
      document.removeEventListener("selectionchange", follow);
    };
  });
  return (
    <span
      ref={layer}
      aria-hidden
      dir="auto"
      className="pointer-events-none absolute inset-0 -z-10 flex items-center overflow-hidden text-transparent select-none"
    >
      <span data-line-text className="shrink-0 whitespace-pre">
        {partsOf(title, spans).map(({ text, start, isMarked }) =>
          isMarked ? (
            <mark key={start} className="rounded-sm bg-accent/20 py-0.5 text-transparent">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
    </span>
  );
}

function partsOf(title: string, spans: readonly TokenSpan[]) {
  let at = 0;
  const parts: { text: string; start: number; isMarked: boolean }[] = [];
  for (const { start, end } of spans) {
    parts.push({ text: title.slice(at, start), start: at, isMarked: false });
    parts.push({ text: title.slice(start, end), start, isMarked: true });
    at = end;
  }
  return [...parts, { text: title.slice(at), start: at, isMarked: false }];
}
