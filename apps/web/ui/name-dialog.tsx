"use client";

import { Dialog, DialogButtons } from "./dialog.tsx";
import { Field } from "./field.tsx";

type NameDialogProps = {
  title: string;
  /** What the field is called. */
  label: string;
  value?: string;
  maxLength: number;
  submit: string;
  onSave: (name: string) => void;
  onClose: () => void;
};

/** Asks for a name. */
export function NameDialog({ title, label, value = "", maxLength, submit, onSave, onClose }: NameDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const name = new FormData(event.currentTarget).get("name");
          onClose();
          if (typeof name === "string" && name.trim() !== "" && name.trim() !== value) onSave(name.trim());
        }}
      >
        <Field label={label} name="name" defaultValue={value} maxLength={maxLength} required autoComplete="off" />
        <DialogButtons submit={submit} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
