"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { EditedText } from "../../entities/draft/use-edited-text.ts";
import { Button } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ChangedNotice } from "../draft/draft-notes.tsx";
import { MarkdownField } from "../markdown/markdown-field.tsx";
import { MarkdownText } from "../markdown/markdown-text.tsx";

type MarkdownEditorProps = {
  label: string;
  maxLength: number;
  edited: EditedText;
  onSave: () => void;
  /** Called when the user leaves the editor. Unsaved text stays as a draft. */
  onLeave: () => void;
};

/** Editor for long Markdown text, with a preview. */
export function MarkdownEditor({ label, maxLength, edited, onSave, onLeave }: MarkdownEditorProps) {
  const t = useTranslations("panel.description");
  const drafts = useTranslations("panel.draft");
  const common = useTranslations("general");
  const [mode, setMode] = useState<"write" | "preview">("write");
  return (
    <div className="flex flex-col gap-2">
      {mode === "write" && (
        <MarkdownField
          label={label}
          value={edited.value}
          maxLength={maxLength}
          hasFocus
          className="min-h-28"
          onChange={edited.type}
          onSave={onSave}
          onLeave={onLeave}
        />
      )}
      {mode === "preview" && (
        <div className="min-h-28 rounded-md border border-line px-3 py-2">
          {edited.value.trim() === "" ? (
            <p className="text-muted">{t("nothing")}</p>
          ) : (
            <MarkdownText text={edited.value} />
          )}
        </div>
      )}
      {edited.contest && <ChangedNotice />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label={t("mode")}
          value={mode}
          choices={[
            { value: "write", label: t("write") },
            { value: "preview", label: t("preview") },
          ]}
          onChange={setMode}
        />
        <div className="flex gap-2">
          <Button
            look="quiet"
            onClick={() => {
              edited.discard();
              onLeave();
            }}
          >
            {edited.draft ? drafts("discard") : common("cancel")}
          </Button>
          <Button look="primary" onClick={onSave}>
            {common("save")}
          </Button>
        </div>
      </div>
      <p className="text-xs text-muted">{t("hint")}</p>
    </div>
  );
}
