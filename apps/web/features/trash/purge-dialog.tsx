"use client";

import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";

type PurgeDialogProps = {
  /** The title of the item; null for everything in the trash. */
  title: string | null;
  isBusy?: boolean;
  onPurge: () => void;
  onClose: () => void;
};

/** Dialog that asks for confirmation before a permanent deletion, because it cannot be undone. */
export function PurgeDialog({ title, isBusy = false, onPurge, onClose }: PurgeDialogProps) {
  const t = useTranslations("trash");
  const common = useTranslations("general");
  return (
    <Dialog title={title === null ? t("purgeAllTitle") : t("purgeTitle", { title })} onClose={onClose}>
      <p className="mb-5 text-muted">{t(title === null ? "purgeAllText" : "purgeText")}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={(event) => closeDialog(event.currentTarget)}>{common("cancel")}</Button>
        <Button look="danger" disabled={isBusy} onClick={onPurge}>
          {t("purge")}
        </Button>
      </div>
    </Dialog>
  );
}
