import type { ComponentProps } from "react";

type CheckLineProps = Omit<ComponentProps<"input">, "type"> & { label: string; hint?: string };

/** A checkbox with its label. The whole line is clickable. */
export function CheckLine({ label, hint, className = "", ...rest }: CheckLineProps) {
  return (
    <label
      className={`flex min-h-8 items-start gap-2.5 py-1.5 pointer-coarse:min-h-11 pointer-coarse:py-2.5 ${className}`}
    >
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" {...rest} />
      <span className="min-w-0 break-words">
        {label}
        {hint && <span className="block text-muted">{hint}</span>}
      </span>
    </label>
  );
}
