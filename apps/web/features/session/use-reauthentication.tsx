"use client";

import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { hasCode } from "../../trpc/api-error.ts";
import { PasswordDialog } from "./password-dialog.tsx";

type Reauthentication = {
  /**
   * Runs a sensitive action. If the server requires reauthentication, asks for the password and runs the action again.
   *
   * @returns the result of the action; null if the user cancels
   * @throws any other error from the action
   */
  run: <Answer>(act: () => Promise<Answer>) => Promise<Answer | null>;
  /** The password dialog. The component that calls the hook must render it. */
  dialog: ReactNode;
};

/** Runs actions that require a recently entered password. */
export function useReauthentication(): Reauthentication {
  const [answer, setAnswer] = useState<((isProved: boolean) => void) | null>(null);
  const run = useCallback<Reauthentication["run"]>(async (act) => {
    try {
      return await act();
    } catch (error) {
      if (!hasCode(error, "reauthentication_required")) throw error;
    }
    const isProved = await new Promise<boolean>((resolve) => setAnswer(() => resolve));
    setAnswer(null);
    return isProved ? act() : null;
  }, []);
  return {
    run,
    dialog: answer && <PasswordDialog onProved={() => answer(true)} onClose={() => answer(false)} />,
  };
}
