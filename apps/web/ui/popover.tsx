"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useIgnoreOpeningClick } from "./use-ignore-opening-click.ts";

type PopoverProps = {
  /** The control next to which the popover opens. On closing, the focus returns to where it was. */
  anchor: HTMLElement;
  /** The name of the popover, for screen readers. */
  label: string;
  role?: "dialog" | "menu" | "listbox";
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLDivElement>) => void;
  children: ReactNode;
};

/**
 * An overlay opened next to a control. It is a native popover, so Escape and a click outside close it, and nested
 * popovers close one at a time. On a phone it is a sheet at the bottom of the window.
 */
export function Popover({ anchor, label, role = "dialog", onClose, onKeyDown, children }: PopoverProps) {
  const surface = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  const onOwnClick = useIgnoreOpeningClick();

  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const onToggle = (event: ToggleEvent) => {
      if (event.newState !== "closed") return;
      // The browser restores the focus only when the outermost popover closes.
      const hasFocus = element.contains(document.activeElement) || document.activeElement === document.body;
      if (hasFocus && anchor.closest("[popover]")) anchor.focus();
      close();
    };
    element.addEventListener("toggle", onToggle);
    element.showPopover({ source: anchor });
    const first = element.querySelector<HTMLElement>("input, select, [role^=menuitem], [role=option], button");
    (element.querySelector<HTMLElement>("[data-autofocus]") ?? first)?.focus();
    return () => element.removeEventListener("toggle", onToggle);
  }, [anchor]);

  return (
    // The element's role is interactive (see the props), and its content handles the keys.
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

/** Closes the popover that contains an element, which restores the focus. */
export function closePopover(inside: Element): void {
  inside.closest<HTMLElement>("[popover]")?.hidePopover();
}
