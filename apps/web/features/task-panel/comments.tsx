"use client";

import { isAtLeast, PROJECT_ROLES } from "@docket/schema/role";
import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CommentForm } from "./comment-form.tsx";
import { CommentItem } from "./comment-item.tsx";
import { FailedPart } from "./failed-part.tsx";
import { PanelSection } from "./panel-section.tsx";
import { useComments } from "./use-comments.ts";

/** The comments on a task, oldest first, with the form for a new one. */
export function Comments({ task }: { task: ListedTask }) {
  const t = useTranslations("panel.comments");
  const common = useTranslations("general");
  const comments = useComments(task);
  const role = useProjects().byId.get(task.projectId)?.role ?? null;
  const canComment = isAtLeast(PROJECT_ROLES, role, "commenter");
  const { items } = comments;
  return (
    <PanelSection name={t("name")}>
      {comments.status === "pending" && <Skeleton label={t("name")} rows={1} />}
      {comments.status === "error" && <FailedPart text={t("failed")} error={comments.error} onRetry={comments.retry} />}
      {comments.status === "success" && items.length === 0 && !canComment && <p className="text-muted">{t("none")}</p>}
      {items.length > 0 && (
        <ul className="flex flex-col gap-4" aria-label={t("name")}>
          {items.map((comment) => (
            <CommentItem
              key={comment.id}
              comment={comment}
              canComment={canComment}
              canTrash={isAtLeast(PROJECT_ROLES, role, "manager")}
            />
          ))}
        </ul>
      )}
      {comments.loadMore && (
        <Button className="self-start" disabled={comments.isLoadingMore} onClick={comments.loadMore}>
          {common("showMore")}
        </Button>
      )}
      {canComment && <CommentForm taskId={task.id} />}
    </PanelSection>
  );
}
