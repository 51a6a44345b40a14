"use client";

import { useEffect, useRef } from "react";
import { Button } from "./button.tsx";

type MoreButtonProps = {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; isError: boolean; fetchNextPage: () => unknown };
  text: string;
  /** Whether the next page is loaded automatically shortly before it scrolls into view. */
  isEager?: boolean;
};

/** The next page is loaded when the end of the list is less than this many pixels below the window. */
const PREFETCH_DISTANCE = 400;

/** A button that loads the next page of a list. */
export function MoreButton({ list, text, isEager = false }: MoreButtonProps) {
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  const button = useRef<HTMLButtonElement>(null);
  const isWaiting = isEager && hasNextPage && !isFetchingNextPage && !isError;
  useEffect(() => {
    if (!button.current || !isWaiting) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage();
      },
      { rootMargin: `0px 0px ${PREFETCH_DISTANCE}px 0px` },
    );
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isWaiting, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <Button ref={button} className="mt-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {text}
    </Button>
  );
}
