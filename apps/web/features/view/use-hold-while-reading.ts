"use client";

import type { RefObject } from "react";
import { useEffect } from "react";
import type { HeldChanges } from "../../sync/held-changes.ts";

/** Who leaves a list may only be on the way to another place in it: changes wait that much longer, in milliseconds. */
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
    const stop = () => {
      if (isReading()) return;
      release?.();
      release = undefined;
    };
    const look = () => {
      if (isReading()) release ??= held.hold();
      // Also then: while the pointer or the focus leaves, they still count as being there.
      clearTimeout(timer);
      timer = setTimeout(stop, SETTLE_MS);
    };
    const onScroll = ({ target }: Event) => {
      if (target === document) noteScroll(document.scrollingElement);
      else if (target instanceof Element && element.contains(target)) noteScroll(target);
      look();
    };
    noteScroll(document.scrollingElement);
    look();
    element.addEventListener("pointerenter", look);
    element.addEventListener("pointerleave", look);
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", look);
    document.addEventListener("scroll", onScroll, { passive: true, capture: true });
    return () => {
      element.removeEventListener("pointerenter", look);
      element.removeEventListener("pointerleave", look);
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", look);
      document.removeEventListener("scroll", onScroll, { capture: true });
      clearTimeout(timer);
      release?.();
    };
  }, [held, isHeld, zone]);
}
