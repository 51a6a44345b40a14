"use client";

import type { RefObject } from "react";
import { useEffect } from "react";
import type { DeferredChanges } from "../../replica/deferred-changes.ts";

/**
 * Delay before deferred changes are shown after the user has left the list, in milliseconds. The user may only be
 * moving to another part of the list.
 */
const SETTLE_MS = 80;

/**
 * Defers remote changes that would move rows while the user is reading the list: while the pointer is over the list,
 * the focus is in it, or the list is not scrolled to its top.
 *
 * @param zone the element that contains the list
 * @param isHeld whether new rows move others in the current layout; if not, changes are never deferred
 */
export function useDeferWhileReading(
  zone: RefObject<HTMLElement | null>,
  deferred: DeferredChanges,
  isHeld: boolean,
): void {
  useEffect(() => {
    const element = zone.current;
    if (!element || !isHeld) return;
    let release: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** Elements in or around the list that are not scrolled to their top. */
    const scrolled = new Set<Element>();
    const noteScroll = (scroller: Element | null) => {
      if (scroller && scroller.scrollTop > 0) scrolled.add(scroller);
      else if (scroller) scrolled.delete(scroller);
    };
    const isReading = () =>
      // On a touch screen, `:hover` sticks to the last touched element.
      (matchMedia("(hover: hover)").matches && element.matches(":hover")) ||
      element.contains(document.activeElement) ||
      [...scrolled].some((scroller) => scroller.isConnected);
    const stop = () => {
      if (isReading()) return;
      release?.();
      release = undefined;
    };
    const look = () => {
      if (isReading()) release ??= deferred.defer();
      // Always wait: during the event, the pointer or focus still counts as being inside.
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
  }, [deferred, isHeld, zone]);
}
