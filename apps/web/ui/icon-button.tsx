import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  /** What it does: its name, and what is shown beside the pointer. */
  label: string;
  /** The key that does the same. */
  keys?: string | undefined;
  /** Shown with the icon pressed or not, where the button switches something. */
  isPressed?: boolean;
  icon: ReactNode;
};

/** A button that is an icon, with its name in a tip. */
export function IconButton({
  label,
  keys,
  isPressed,
  icon,
  className = "",
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      aria-pressed={isPressed}
      className={`tipped relative grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-text aria-pressed:bg-hover aria-pressed:text-text disabled:opacity-50 pointer-coarse:size-11 [&>svg]:size-4 ${className}`}
      {...rest}
    >
      {icon}
      <span aria-hidden className="tip">
        {label}
        {keys && <Kbd keys={keys} />}
      </span>
    </button>
  );
}
