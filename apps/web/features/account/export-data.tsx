"use client";

import { ACCOUNT_EXPORT_END, ACCOUNT_EXPORT_PATH } from "@docket/schema/account-export";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Button } from "../../ui/button.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { useReauthentication } from "../session/use-reauthentication.tsx";
import { requestExport } from "./request-export.ts";

/** Section for downloading all data of the user's account as a JSON file. */
export function ExportData() {
  const { today } = useViewer();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const t = useTranslations("settings.data");
  const fresh = useReauthentication();
  const collect = useMutation({
    mutationFn: () => fresh.run(async () => new Response(await requestExport(ACCOUNT_EXPORT_PATH)).blob()),
    onSuccess: async (blob) => {
      if (!blob) return;
      const end = await blob.slice(-ACCOUNT_EXPORT_END.length).text();
      if (end !== ACCOUNT_EXPORT_END) return notice({ text: t("exportBroken"), tone: "danger" });
      saveFile(`docket-account-${today}.json`, blob);
    },
    onError: (error) => notice({ text: errorMessage(error), tone: "danger" }),
  });
  return (
    <PageSection title={t("export")} text={t("exportText")}>
      <Button disabled={collect.isPending} onClick={() => collect.mutate()}>
        <Download aria-hidden className="size-4" />
        {t(collect.isPending ? "exporting" : "exportButton")}
      </Button>
      {fresh.dialog}
    </PageSection>
  );
}
