import type { ComponentProps } from "react";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:opacity-90",
  plain: "border border-line bg-panel hover:bg-hover",
  quiet: "text-muted hover:bg-hover hover:text-text",
  danger: "border border-line bg-panel text-danger hover:bg-hover",
} as const;

type ButtonProps = ComponentProps<"button"> & { look?: keyof typeof LOOKS };

/** A button. Its type defaults to `button`, so that it does not submit a form. */
export function Button({ look = "plain", className = "", type = "button", ...rest }: ButtonProps) {
  const shape =
    "inline-flex min-h-9 items-center justify-center gap-2 rounded-md px-3 py-1.5 font-medium disabled:opacity-50 pointer-coarse:min-h-11";
  return <button type={type} className={`${shape} ${LOOKS[look]} ${className}`} {...rest} />;
}
