"use client";

import { Check } from "lucide-react";
import { useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";
import { Popover, closePopover } from "./popover.tsx";

type MenuProps = { anchor: HTMLElement; label: string; onClose: () => void; children: ReactNode };

/** A menu opened next to a control. Arrows, Home, End and typed letters move the focus (WAI-ARIA menu pattern). */
export function Menu({ anchor, label, onClose, children }: MenuProps) {
  const typed = useRef({ text: "", at: 0 });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];
    const at = items.findIndex((item) => item === document.activeElement);
    const next = itemForKey(event.key, items, at) ?? itemStartingWith(event, items, at, typed.current);
    if (event.key === "Tab") closePopover(event.currentTarget);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  };
  return (
    <Popover anchor={anchor} label={label} role="menu" onClose={onClose} onKeyDown={onKeyDown}>
      {children}
    </Popover>
  );
}

/**
 * Returns the item that receives the focus after an arrow key, Home or End. If no item has the focus (`at` is -1), an
 * arrow key moves to the first or last item.
 */
export function itemForKey(key: string, items: HTMLElement[], at: number): HTMLElement | undefined {
  if (key === "ArrowDown") return items[(at + 1) % items.length];
  if (key === "ArrowUp") return items.at(at <= 0 ? -1 : at - 1);
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  return undefined;
}

/** Maximum time between two letters that are combined into one search, in milliseconds. */
const TYPING_MS = 700;

function itemStartingWith(
  event: KeyboardEvent,
  items: HTMLElement[],
  at: number,
  typed: { text: string; at: number },
): HTMLElement | undefined {
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const isSameWord = event.timeStamp - typed.at < TYPING_MS;
  const text = (isSameWord ? typed.text : "") + event.key.toLowerCase();
  Object.assign(typed, { text, at: event.timeStamp });
  const from = isSameWord ? Math.max(at, 0) : at + 1;
  return [...items.slice(from), ...items.slice(0, from)].find((item) =>
    item.textContent.trim().toLowerCase().startsWith(text),
  );
}

type MenuItemProps = {
  icon?: ReactNode;
  /** The shortcut, which is only shown visually. */
  keys?: string | undefined;
  isDanger?: boolean;
  isDisabled?: boolean;
  /** Whether the item is checked. Omit for items that cannot be checked. */
  isChecked?: boolean;
  /** Whether the item has the focus when the menu opens, instead of the first one. */
  isFocused?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

/**
 * A menu item. The menu closes before the action runs, so that the action can open another overlay in its place. Items
 * stay in the tab order, although Tab closes the menu: a menu that is taller than a phone scrolls, and content that
 * scrolls must be reachable by keyboard.
 */
export function MenuItem({
  icon,
  keys,
  isDanger,
  isDisabled,
  isChecked,
  isFocused,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <button
      type="button"
      role={isChecked === undefined ? "menuitem" : "menuitemcheckbox"}
      aria-checked={isChecked}
      data-autofocus={isFocused || undefined}
      disabled={isDisabled}
      className={`flex min-h-9 w-full min-w-44 items-center gap-2.5 rounded-md px-2.5 text-start hover:bg-hover focus:bg-hover focus:outline-none disabled:opacity-50 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 ${isDanger ? "text-danger" : "[&_svg]:text-muted"}`}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={(event) => {
        closePopover(event.currentTarget);
        onSelect();
      }}
    >
      {icon}
      <span dir="auto" className="grow">
        {children}
      </span>
      {isChecked && <Check aria-hidden />}
      {keys && <Kbd keys={keys} />}
    </button>
  );
}

export function MenuSeparator() {
  return <hr className="my-1 border-line" />;
}
