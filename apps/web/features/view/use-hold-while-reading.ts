"use client";

import type { RefObject } from "react";
import { useEffect } from "react";
import type { HeldChanges } from "../../sync/held-changes.ts";

/** Changes wait, and stop waiting, this long after the pointer, the focus or the scrolling says so, in milliseconds. */
const SETTLE_MS = 80;

/**
 * Lets what others would move in a list wait as long as somebody reads it: the pointer is over it, the focus is in it, or it is
 * scrolled away from its top.
 *
 * @param zone the element around the list
 * @param isHeld false where rows stand in no order
 */
export function useHoldWhileReading(zone: RefObject<HTMLElement | null>, held: HeldChanges, isHeld: boolean): void {
  useEffect(() => {
    const element = zone.current;
    if (!element || !isHeld) return;
    let release: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** What scrolls in the list, or around it, and is not at its top. */
    const scrolled = new Set<Element>();
    const noteScroll = (scroller: Element | null) => {
      if (scroller && scroller.scrollTop > 0) scrolled.add(scroller);
      else if (scroller) scrolled.delete(scroller);
    };
    const isReading = () =>
      // A finger hovers over nothing, whatever it touched last.
      (matchMedia("(hover: hover)").matches && element.matches(":hover")) ||
      element.contains(document.activeElement) ||
      [...scrolled].some((scroller) => scroller.isConnected);
    const look = () => {
      if (isReading()) return void (release ??= held.hold());
      release?.();
      release = undefined;
    };
    const lookSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLE_MS);
    };
    const onScroll = ({ target }: Event) => {
      if (target === document) noteScroll(document.scrollingElement);
      else if (target instanceof Element && element.contains(target)) noteScroll(target);
      lookSoon();
    };
    noteScroll(document.scrollingElement);
    look();
    element.addEventListener("pointerenter", lookSoon);
    element.addEventListener("pointerleave", lookSoon);
    document.addEventListener("focusin", lookSoon);
    document.addEventListener("focusout", lookSoon);
    document.addEventListener("scroll", onScroll, { passive: true, capture: true });
    return () => {
      element.removeEventListener("pointerenter", lookSoon);
      element.removeEventListener("pointerleave", lookSoon);
      document.removeEventListener("focusin", lookSoon);
      document.removeEventListener("focusout", lookSoon);
      document.removeEventListener("scroll", onScroll, { capture: true });
      clearTimeout(timer);
      release?.();
    };
  }, [held, isHeld, zone]);
}
