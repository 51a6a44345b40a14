"use client";

import { Suspense, useState } from "react";
import type { ReactNode, Ref } from "react";
import { lazyComponent } from "./lazy-component.ts";

const surface = () => import("./menu-surface.tsx");

export const Menu = lazyComponent(async () => (await surface()).Menu);
export const MenuItem = lazyComponent(async () => (await surface()).MenuItem);
export const MenuSeparator = lazyComponent(async () => (await surface()).MenuSeparator);

type MenuButtonProps = {
  /** What the menu holds, for those who can't see it. */
  label: string;
  /** The label is added to what stands on the button instead of replacing it. */
  isLabelled?: boolean;
  className?: string;
  /** What stands on the button. */
  face: ReactNode;
  buttonRef?: Ref<HTMLButtonElement>;
  children: ReactNode;
};

/** A button with a menu. */
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
          // The second click of a double click would close what the first one has opened.
          if (event.detail <= 1) setAnchor(anchor ? null : event.currentTarget);
        }}
      >
        {face}
        {isLabelled && <span className="sr-only">({label})</span>}
      </button>
      {/* What is in it may be loaded later too: it opens with all that it holds, so that the focus has a place to go to. */}
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
