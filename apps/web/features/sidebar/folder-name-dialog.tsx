"use client";

import type { Folder } from "@docket/schema/folder";
import { useTranslations } from "use-intl";
import { useArrangement } from "../../entities/workspace/use-arrangement.ts";
import { NameDialog } from "../../ui/name-dialog.tsx";

/** Dialog for renaming a folder. */
export function FolderNameDialog({ folder, onClose }: { folder: Folder; onClose: () => void }) {
  const t = useTranslations("navigation");
  const common = useTranslations("general");
  const arrangement = useArrangement();
  return (
    <NameDialog
      title={common("rename")}
      label={t("folderName")}
      value={folder.name}
      maxLength={200}
      submit={common("save")}
      onSave={(name) => arrangement.renameFolder(folder, name)}
      onClose={onClose}
    />
  );
}
