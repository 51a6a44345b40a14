"use client";

import type { Comment } from "@docket/schema/comment";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useEditedText } from "../../entities/draft/use-edited-text.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useMembers } from "../../entities/workspace/use-entities.ts";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { Moment } from "../../ui/moment.tsx";
import { DraftOffer } from "../draft/draft-notes.tsx";
import { MergeView } from "../draft/merge-view.tsx";
import { toggleCheckbox } from "../markdown/checklist.ts";
import { MarkdownText } from "../markdown/markdown-text.tsx";
import { MAX_COMMENT_LENGTH } from "./comment-form.tsx";
import { MarkdownEditor } from "./markdown-editor.tsx";

type CommentItemProps = { comment: Comment; canComment: boolean; canTrash: boolean };

/** A comment. Its author can edit and delete it, and managers can delete any comment. */
export function CommentItem({ comment, canComment, canTrash }: CommentItemProps) {
  const { id, body, version, authorId, createdAt, editedAt } = comment;
  const t = useTranslations("panel.comments");
  const common = useTranslations("general");
  const somebody = useTranslations("panel.activity")("somebody");
  const replica = useReplica();
  const done = useUndoToast();
  const { userId } = useViewer();
  const name = useMembers().byId.get(authorId)?.name ?? somebody;
  const [isTyping, setTyping] = useState(false);
  const isMine = authorId === userId && canComment;
  const write = (text: string, baseVersion: number) =>
    done(t("changed"), replica.write("comment.update", { id, baseVersion, body: text }));
  const edited = useEditedText({
    place: { id, field: "body" },
    now: { text: body, version },
    write,
    isOptional: false,
  });
  const { draft, contest } = edited;

  return (
    <li className="flex gap-2.5">
      <Avatar name={name} />
      <div className="flex min-w-0 grow flex-col gap-1">
        <div className="flex min-h-5 flex-wrap items-center gap-x-2">
          <span dir="auto" className="min-w-0 truncate font-medium">
            {name}
          </span>
          <span className="text-xs text-muted">
            <Moment at={createdAt} />
            {editedAt !== null && ` · ${t("edited")}`}
          </span>
          {(isMine || canTrash) && (
            <span className="-my-1.5 ms-auto">
              <MenuButton
                label={t("more", { name })}
                className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover pointer-coarse:size-11 [&_svg]:size-4"
                face={<Ellipsis aria-hidden />}
              >
                {isMine && (
                  <MenuItem icon={<Pencil />} onSelect={() => setTyping(true)}>
                    {common("edit")}
                  </MenuItem>
                )}
                <MenuItem
                  icon={<Trash2 />}
                  isDanger
                  onSelect={() => done(t("trashed"), replica.write("comment.trash", { id }))}
                >
                  {common("delete")}
                </MenuItem>
              </MenuButton>
            </span>
          )}
        </div>
        {isTyping && (
          <MarkdownEditor
            label={t("edit")}
            maxLength={MAX_COMMENT_LENGTH}
            edited={edited}
            onSave={() => {
              edited.save();
              setTyping(false);
            }}
            onLeave={() => setTyping(false)}
          />
        )}
        {!isTyping && contest && (
          <MergeView
            kind="comment"
            contest={contest}
            maxLength={MAX_COMMENT_LENGTH}
            onResolve={edited.resolve}
            onTakeTheirs={edited.discard}
          />
        )}
        {!isTyping && !contest && draft && isMine && (
          <DraftOffer text={draft.text} onGoOn={() => setTyping(true)} onDiscard={edited.discard} />
        )}
        {!isTyping && !contest && (
          <MarkdownText
            text={body}
            onToggle={isMine ? (line) => write(toggleCheckbox(body, line), version) : undefined}
          />
        )}
      </div>
    </li>
  );
}
