import { useId } from "react";
import type { ComponentProps, ReactNode } from "react";

type FieldProps = Omit<ComponentProps<"input">, "id"> & {
  label: string;
  hint?: string;
  problem?: string | undefined;
  /** A small control inside the input, at its end. */
  end?: ReactNode;
  /** Whether to focus the input on mount. Used for the first field of a page that consists of a form. */
  isFocused?: boolean;
};

/** A labelled input with its hint and error. */
export function Field({ label, hint, problem, end, isFocused = false, className = "", ...rest }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ");
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="relative flex">
        <input
          id={id}
          dir="auto"
          // The page consists of a form, so users expect to type.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={isFocused}
          aria-describedby={described || undefined}
          aria-invalid={problem ? true : undefined}
          className={`min-h-10 w-full min-w-0 rounded-md border border-control bg-panel px-3 py-2 pointer-coarse:min-h-11 ${end ? "pe-11" : ""}`}
          {...rest}
        />
        {end && <div className="absolute inset-y-0 end-1 grid place-items-center pointer-coarse:end-0">{end}</div>}
      </div>
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
