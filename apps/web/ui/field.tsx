import { useId } from "react";
import type { ComponentProps } from "react";

type FieldProps = Omit<ComponentProps<"input">, "id"> & { label: string; hint?: string; problem?: string | undefined };

/** A labelled input with its hint and what is wrong with it. */
export function Field({ label, hint, problem, className = "", ...rest }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ");
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={described || undefined}
        aria-invalid={problem ? true : undefined}
        className="min-h-10 rounded-md border border-control bg-panel px-3 py-2"
        {...rest}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className="text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
