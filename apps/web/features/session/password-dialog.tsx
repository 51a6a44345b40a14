"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { textOf } from "./use-submit.ts";

/** Asks for the password again before something sensitive. */
export function PasswordDialog({ onProved, onClose }: { onProved: () => void; onClose: () => void }) {
  const sentence = useSentence();
  const trpc = useTRPC();
  const prove = useMutation(trpc.session.reauthenticate.mutationOptions({ onSuccess: onProved }));
  return (
    <Dialog title="Please enter your password again" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          prove.mutate({ password: textOf(new FormData(event.currentTarget), "password") });
        }}
      >
        {prove.error && <Alert>{sentence(prove.error)}</Alert>}
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        <DialogButtons submit="Continue" isBusy={prove.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
