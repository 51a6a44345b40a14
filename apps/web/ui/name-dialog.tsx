"use client";

import type { ReactNode } from "react";
import { Dialog, DialogButtons } from "./dialog.tsx";
import { Field } from "./field.tsx";

type NameDialogProps = {
  title: string;
  /** Label of the text field. */
  label: string;
  value?: string;
  maxLength: number;
  submit: string;
  /** Additional fields of the form. */
  children?: ReactNode;
  onSave: (name: string, form: FormData) => void;
  onClose: () => void;
};

/** Dialog with a text field for a name. */
export function NameDialog({
  title,
  label,
  value = "",
  maxLength,
  submit,
  children,
  onSave,
  onClose,
}: NameDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const name = form.get("name");
          onClose();
          const isChanged = typeof name === "string" && (children !== undefined || name.trim() !== value);
          if (isChanged && name.trim() !== "") onSave(name.trim(), form);
        }}
      >
        <Field label={label} name="name" defaultValue={value} maxLength={maxLength} required autoComplete="off" />
        {children}
        <DialogButtons submit={submit} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
