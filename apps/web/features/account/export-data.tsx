"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { useFresh } from "../session/use-fresh.tsx";
import { saveFile } from "./save-file.ts";

/** Everything about oneself as a file. */
export function ExportData() {
  const client = useTRPCClient();
  const notice = useNotice();
  const sentence = useSentence();
  const t = useTranslations("settings.data");
  const fresh = useFresh();
  const collect = useMutation({
    mutationFn: () => fresh.run(() => client.account.export.mutate()),
    onSuccess: (data) => data && saveFile(data.fileName, new Blob([data.json], { type: "application/json" })),
    onError: (error) => notice({ text: sentence(error), tone: "danger" }),
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
