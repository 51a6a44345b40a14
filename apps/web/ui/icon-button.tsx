import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  /** The button's name and tooltip. */
  label: string;
  /** The shortcut key, shown in the tooltip. */
  keys?: string | undefined;
  /** Whether a toggle button is pressed. Omit for other buttons. */
  isPressed?: boolean;
  icon: ReactNode;
};

/** A button with an icon, whose name is shown in a tooltip. */
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
