"use client";

import { useId, useState } from "react";
import type { ComponentProps, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { fieldProblem } from "./field-problem.ts";
import type { FieldProblem } from "./field-problem.ts";

type FieldProps = Omit<ComponentProps<"input">, "id" | "onInput" | "onInvalid"> & {
  label: string;
  hint?: string;
  problem?: string | undefined;
  /** A small control inside the input, at its end. */
  end?: ReactNode;
  /** Whether to focus the input on mount. Used for the first field of a page that consists of a form. */
  isFocused?: boolean;
};

/**
 * A labelled input with its hint and error. If its content is invalid when the form is submitted, it says so below the
 * input, instead of in a bubble of the browser, until it is corrected.
 */
export function Field({ label, hint, problem: given, end, isFocused = false, className = "", ...rest }: FieldProps) {
  const id = useId();
  const t = useTranslations("general.field");
  const [invalid, setInvalid] = useState<FieldProblem | null>(null);
  const own = invalid && (invalid.key === "tooShort" ? t("tooShort", { count: invalid.count }) : t(invalid.key));
  const problem = given ?? own;
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
          onInvalid={(event) => {
            event.preventDefault();
            const input = event.currentTarget;
            setInvalid(fieldProblem(input));
            if (input.form?.querySelector("input:invalid, textarea:invalid, select:invalid") === input) input.focus();
          }}
          onInput={({ currentTarget }) => invalid && setInvalid(fieldProblem(currentTarget))}
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
