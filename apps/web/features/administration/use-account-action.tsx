"use client";

import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useNotice } from "../../ui/notice.tsx";
import { useErrorMessage } from "../problem/use-error-message.ts";
import type { OwnMessages } from "../problem/use-error-message.ts";
import { useFresh } from "../session/use-fresh.tsx";

type Deeds = {
  /** Does something, after the password if the server asks for it; a refusal is said in words. */
  run: <Answer>(act: () => Promise<Answer>, onDone: (answer: Answer) => void) => void;
  isBusy: boolean;
  /** To be drawn somewhere in the part that uses it. */
  dialog: ReactNode;
};

/**
 * The way of what administrators do, one thing at a time.
 *
 * @param own what refusals mean here
 */
export function useAccountAction(own?: OwnMessages): Deeds {
  const { run: runFresh, dialog } = useFresh();
  const notice = useNotice();
  const sentence = useErrorMessage(own);
  const [isBusy, setBusy] = useState(false);
  const run = useCallback<Deeds["run"]>(
    (act, onDone) => {
      setBusy(true);
      runFresh(act)
        .then((answer) => answer !== null && onDone(answer))
        .catch((error: unknown) => notice({ text: sentence(error), tone: "danger" }))
        .finally(() => setBusy(false));
    },
    [notice, runFresh, sentence],
  );
  return { run, isBusy, dialog };
}
