"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useOwnClicks } from "./own-clicks.ts";

type PopoverProps = {
  /** What it opens at; the focus goes back to where it was. */
  anchor: HTMLElement;
  /** What it is, for those who can't see it. */
  label: string;
  role?: "dialog" | "menu" | "listbox";
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLDivElement>) => void;
  children: ReactNode;
};

/**
 * Something that opens at a control, over everything else: the platform's own popover, so Escape and a click beside it close it,
 * and several close one by one. On a phone it is a sheet at the foot of the window.
 */
export function Popover({ anchor, label, role = "dialog", onClose, onKeyDown, children }: PopoverProps) {
  const surface = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  const onOwnClick = useOwnClicks();

  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const onToggle = (event: ToggleEvent) => {
      if (event.newState === "closed") close();
    };
    element.addEventListener("toggle", onToggle);
    element.showPopover({ source: anchor });
    element
      .querySelector<HTMLElement>("[data-autofocus], input, select, [role^=menuitem], [role=option], button")
      ?.focus();
    return () => element.removeEventListener("toggle", onToggle);
  }, [anchor]);

  return (
    // Its role is one of those that are given above, whose keys its content sees to.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={surface}
      popover="auto"
      role={role}
      aria-label={label}
      className="popover rounded-lg border border-line bg-panel p-1 text-text shadow-lg"
      onClickCapture={onOwnClick}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

/** Closes the popover in which an element is; the focus goes back to where it was before. */
export function closePopover(inside: Element): void {
  inside.closest<HTMLElement>("[popover]")?.hidePopover();
}
