"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { typedText } from "../../replica/rejected-writes.ts";
import type { RejectedWrite } from "../../replica/rejected-writes.ts";
import { useRejectedWrites, useReplica } from "../../replica/replica-provider.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Button } from "../../ui/button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";
import { Moment } from "../../ui/moment.tsx";

/** Dialog that lists rejected writes with the text that the user typed. Each can be copied, retried or discarded. */
export function RejectedWritesDialog({ onClose }: { onClose: () => void }) {
  const rejected = useRejectedWrites();
  const close = useRef<HTMLButtonElement>(null);
  const t = useTranslations("connection.refused");
  const common = useTranslations("general");
  return (
    <Dialog title={t("title")} isTitleHidden shape="panel" onClose={onClose}>
      <div className="flex items-center gap-2 border-b border-line p-4">
        <p aria-hidden className="grow text-lg font-semibold">
          {t("title")}
        </p>
        <Button ref={close} onClick={(event) => closeDialog(event.currentTarget)}>
          {common("close")}
        </Button>
      </div>
      {rejected.length === 0 && <p className="p-4 text-muted">{t("nothing")}</p>}
      <ul className="overflow-y-auto">
        {rejected.map((one) => (
          // Move the focus before the item and its buttons are removed.
          <RejectedWriteItem key={one.write.commandId} {...one} onGone={() => close.current?.focus()} />
        ))}
      </ul>
    </Dialog>
  );
}

function RejectedWriteItem({ write, error, onGone }: RejectedWrite & { onGone: () => void }) {
  const replica = useReplica();
  const errorMessage = useErrorMessage();
  const [isCopied, setCopied] = useState(false);
  const t = useTranslations("connection.refused");
  const text = typedText(write);
  const forget = () => {
    onGone();
    replica.rejected.discard(write.commandId);
  };
  return (
    <li className="flex flex-col gap-2 border-b border-line p-4 last:border-b-0">
      <p className="flex flex-wrap gap-x-3 text-[0.8125rem] text-muted">
        <span className="min-w-0 grow text-danger">{errorMessage({ data: { refusal: error } })}</span>
        <Moment at={new Date(write.at).toISOString()} />
      </p>
      <p dir="auto" className="rounded-md bg-hover px-3 py-2 break-words whitespace-pre-wrap">
        {text}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => {
            copyText(text);
            setCopied(true);
          }}
        >
          <span aria-live="polite">{t(isCopied ? "copied" : "copy")}</span>
        </Button>
        <Button
          onClick={() => {
            forget();
            replica.write(write.path, write.input);
          }}
        >
          {t("again")}
        </Button>
        <Button look="danger" onClick={forget}>
          {t("discard")}
        </Button>
      </div>
    </li>
  );
}
