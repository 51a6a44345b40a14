"use client";

import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import type { OwnMessages } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useReauthentication } from "../session/use-reauthentication.tsx";

type AccountActionRunner = {
  /** Runs an action, asking for the password first if the server requires it. Shows a message if the action fails. */
  run: <Answer>(act: () => Promise<Answer>, onDone: (answer: Answer) => void) => void;
  isBusy: boolean;
  /** The password dialog. The component that calls the hook must render it. */
  dialog: ReactNode;
};

/**
 * Returns a runner for administrator actions, which may require a recent sign-in.
 *
 * @param own error messages that are specific to these actions
 */
export function useAccountAction(own?: OwnMessages): AccountActionRunner {
  const { run: runFresh, dialog } = useReauthentication();
  const notice = useNotice();
  const errorMessage = useErrorMessage(own);
  const [isBusy, setBusy] = useState(false);
  const run = useCallback<AccountActionRunner["run"]>(
    (act, onDone) => {
      setBusy(true);
      runFresh(act)
        .then((answer) => answer !== null && onDone(answer))
        .catch((error: unknown) => notice({ text: errorMessage(error), tone: "danger" }))
        .finally(() => setBusy(false));
    },
    [notice, runFresh, errorMessage],
  );
  return { run, isBusy, dialog };
}
