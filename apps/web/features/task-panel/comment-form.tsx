"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useDraft } from "../../entities/draft/use-draft.tsx";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { Button } from "../../ui/button.tsx";
import { MarkdownField } from "../markdown/markdown-field.tsx";
import { registerPanelField } from "../task/panel-focus.ts";

/** Maximum length of a comment, in UTF-16 code units. */
export const MAX_COMMENT_LENGTH = 20_000;

/** Form for a new comment. The draft is kept until it is sent, even if the tab is closed. */
export function CommentForm({ taskId }: { taskId: string }) {
  const t = useTranslations("panel.comments");
  const replica = useReplica();
  const done = useUndoToast();
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft, keep, clear } = useDraft({ id: taskId, field: "comment" });
  const text = draft?.text ?? "";
  useEffect(
    () =>
      registerPanelField({ taskId, field: "comment" }, () => {
        field.current?.focus();
        field.current?.scrollIntoView({ block: "nearest" });
      }),
    [taskId],
  );
  const send = () => {
    const body = text.trim();
    if (body === "") return;
    clear();
    done(t("sent"), replica.write("comment.create", { id: uuidv7(), taskId, body }));
  };
  return (
    <form
      className="mt-2 flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <MarkdownField
        fieldRef={field}
        label={t("add")}
        placeholder={t("add")}
        value={text}
        maxLength={MAX_COMMENT_LENGTH}
        className="min-h-10"
        onChange={(next) => (next === "" ? clear() : keep({ text: next, base: "", version: 0 }))}
        onSave={send}
        onLeave={() => field.current?.closest<HTMLElement>("[data-panel]")?.focus()}
      />
      {text.trim() !== "" && (
        <Button type="submit" look="primary" className="self-end">
          {t("send")}
        </Button>
      )}
    </form>
  );
}
