"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Button } from "../../ui/button.tsx";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Button that creates a workspace owned by the viewer and opens it. */
export function NewWorkspace() {
  const client = useTRPCClient();
  const notice = useNotice();
  const sentence = useErrorMessage();
  const t = useTranslations("settings.workspace");
  const [isAsking, setAsking] = useState(false);
  const create = useMutation({
    mutationFn: (name: string) => client.workspace.create.mutate({ workspaceId: uuidv7(), commandId: uuidv7(), name }),
    // Load a full page, because all state of the page belongs to one workspace.
    onSuccess: ({ slug }) => loadPage(`/w/${slug}`),
    onError: (error) => notice({ text: sentence(error), tone: "danger" }),
  });
  return (
    <>
      <Button disabled={create.isPending} onClick={() => setAsking(true)}>
        {t("create")}
      </Button>
      {isAsking && (
        <NameDialog
          title={t("create")}
          label={t("nameOfNew")}
          maxLength={200}
          submit={t("create")}
          onSave={(name) => create.mutate(name)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
