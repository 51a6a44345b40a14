"use client";

import { useState } from "react";
import type { SubmitEvent } from "react";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import type { OwnMessages } from "../../trpc/use-error-message.ts";

/**
 * Handles the submission of a form. Returns the handler, whether the form is being sent, and the last error message.
 *
 * @param send sends the fields; throws if the server rejects them
 * @param own error messages that are specific to this form
 */
export function useSubmit(send: (fields: (name: string) => string) => Promise<unknown>, own?: OwnMessages) {
  const errorMessage = useErrorMessage(own);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    send((name) => formText(data, name)).then(
      () => setBusy(false),
      (error: unknown) => {
        setProblem(errorMessage(error));
        setBusy(false);
      },
    );
  };
  return { onSubmit, problem, isBusy };
}

/** Returns the value of a text field; an empty string if the field is missing or a file. */
export function formText(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
