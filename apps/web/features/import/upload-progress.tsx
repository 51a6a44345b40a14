"use client";

import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import type { Upload } from "./use-upload.ts";

/** The progress of an upload, with a button to cancel it. */
export function UploadProgress({ upload: { name, share }, onCancel }: { upload: Upload; onCancel: () => void }) {
  const t = useTranslations("importing");
  return (
    <section aria-label={t("uploadProgress")} className="flex flex-col gap-3">
      <p className="break-words">
        {share < 1 ? t("uploading", { name, percent: Math.floor(share * 100) }) : t("reading", { name })}
      </p>
      <ProgressBar label={t("uploadProgress")} value={share} max={1} />
      <div>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </section>
  );
}
