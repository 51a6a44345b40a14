import { useId } from "react";
import type { ComponentProps } from "react";

type SelectProps = Omit<ComponentProps<"select">, "id"> & { label: string; hint?: string };

/** A labelled `<select>`. */
export function Select({ label, hint, className = "", ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <select
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="min-h-10 w-full min-w-0 rounded-md border border-control bg-panel px-2 py-2 pointer-coarse:min-h-11"
        {...rest}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
