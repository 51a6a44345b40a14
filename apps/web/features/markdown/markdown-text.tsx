"use client";

import { Suspense } from "react";
import { lazyComponent } from "../../ui/lazy-component.ts";

const Markdown = lazyComponent(async () => (await import("./markdown.tsx")).Markdown);

type MarkdownTextProps = { text: string; onToggle?: ((line: number) => void) | undefined };

/** Renders Markdown, or plain text until the renderer has loaded. */
export function MarkdownText(props: MarkdownTextProps) {
  return (
    <Suspense
      fallback={
        <p dir="auto" className="break-words whitespace-pre-wrap">
          {props.text}
        </p>
      }
    >
      <Markdown {...props} />
    </Suspense>
  );
}
