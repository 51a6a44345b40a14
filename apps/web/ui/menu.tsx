"use client";

import { Suspense, useState } from "react";
import type { ReactNode, Ref } from "react";
import { lazyComponent } from "./lazy-component.ts";

const surface = () => import("./menu-surface.tsx");

export const Menu = lazyComponent(async () => (await surface()).Menu);
export const MenuItem = lazyComponent(async () => (await surface()).MenuItem);
export const MenuSeparator = lazyComponent(async () => (await surface()).MenuSeparator);

type MenuButtonProps = {
  /** The menu's name, for screen readers. */
  label: string;
  /** Whether the label supplements the button's content instead of replacing it. */
  isLabelled?: boolean;
  className?: string;
  /** The content of the button. */
  face: ReactNode;
  buttonRef?: Ref<HTMLButtonElement>;
  children: ReactNode;
};

/** A button that opens a menu. */
export function MenuButton({ label, isLabelled = false, className, face, buttonRef, children }: MenuButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        aria-label={isLabelled ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        className={className}
        onClick={(event) => {
          // Ignore the second click of a double-click, which would close the menu.
          if (event.detail <= 1) setAnchor(anchor ? null : event.currentTarget);
        }}
      >
        {face}
        {isLabelled && <span className="sr-only">({label})</span>}
      </button>
      {/* Suspends until lazily loaded items are ready, so that the menu opens complete and its first item can be
          focused. */}
      <Suspense>
        {anchor && (
          <Menu anchor={anchor} label={label} onClose={() => setAnchor(null)}>
            {children}
          </Menu>
        )}
      </Suspense>
    </>
  );
}
