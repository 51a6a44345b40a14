"use client";

import { Copy } from "lucide-react";
import { Button } from "./button.tsx";

type SecretTextProps = {
  /** Text that explains what the secret is and what to do with it. */
  label: string;
  value: string;
  copy: string;
  onCopy: () => void;
};

/** A secret that is shown only once. Screen readers announce it, and it can be selected or copied. */
export function SecretText({ label, value, copy, onCopy }: SecretTextProps) {
  return (
    <div role="status" className="rounded-lg border border-accent/50 bg-panel p-3">
      <p className="mb-2 font-medium">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 grow basis-60 break-all select-all">{value}</code>
        <Button onClick={onCopy}>
          <Copy aria-hidden className="size-4" />
          {copy}
        </Button>
      </div>
    </div>
  );
}
