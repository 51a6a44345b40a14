"use client";

import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { hasCode } from "../../trpc/refusal.ts";
import { PasswordDialog } from "./password-dialog.tsx";

type Fresh = {
  /**
   * Does something sensitive. Where the server asks for a fresh proof of who is there, the person gives it and it is done then.
   *
   * @returns null when they would rather not
   * @throws what the server refuses for any other reason
   */
  run: <Answer>(act: () => Promise<Answer>) => Promise<Answer | null>;
  /** To be drawn somewhere in the part that uses it. */
  dialog: ReactNode;
};

/** The way to do what takes a password that was entered just now. */
export function useFresh(): Fresh {
  const [answer, setAnswer] = useState<((isProved: boolean) => void) | null>(null);
  const run = useCallback<Fresh["run"]>(async (act) => {
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
