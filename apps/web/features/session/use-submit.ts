"use client";

import { useState } from "react";
import type { SubmitEvent } from "react";
import { useErrorMessage } from "../problem/use-error-message.ts";
import type { OwnMessages } from "../problem/use-error-message.ts";

/**
 * A form that is sent once at a time and says why it was refused.
 *
 * @param send what to do with the fields; it throws when the server refuses
 * @param own what refusals mean for this form
 */
export function useSubmit(send: (fields: (name: string) => string) => Promise<unknown>, own?: OwnMessages) {
  const sentence = useErrorMessage(own);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    send((name) => textOf(data, name)).then(
      () => setBusy(false),
      (error: unknown) => {
        setProblem(sentence(error));
        setBusy(false);
      },
    );
  };
  return { onSubmit, problem, isBusy };
}

/** A text field of a form. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
