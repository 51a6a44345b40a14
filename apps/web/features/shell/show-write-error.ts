import type { ApiError } from "@docket/schema/error";
import { namedTasks } from "@docket/schema/task-effect";
import type { useTranslations } from "use-intl";
import type { DraftStore } from "../../entities/draft/draft-store.ts";
import { restoreRejectedText } from "../../entities/draft/rejected-text.ts";
import { typedText } from "../../replica/rejected-writes.ts";
import type { WorkspaceReplica } from "../../replica/workspace-replica.ts";
import type { Write, WritePath } from "../../replica/write.ts";
import { hasCode } from "../../trpc/api-error.ts";
import type { useErrorMessage } from "../../trpc/use-error-message.ts";
import type { useNotice } from "../../ui/notice.tsx";
import { trashedProjectIn } from "../trash/trashed-project.ts";

type Texts = ReturnType<typeof useTranslations<never>>;

/** The page's functions and messages for showing an error. */
type Page = {
  drafts: DraftStore;
  t: Texts;
  sentence: ReturnType<typeof useErrorMessage>;
  notice: ReturnType<typeof useNotice>;
  openTask: (id: string) => void;
  openRejected: () => void;
};

/** Maximum length of text quoted in a message, in UTF-16 code units. */
const MAX_QUOTE_LENGTH = 60;

/**
 * Shows why the server rejected a write. Text that the user typed is moved into a draft, where editing can continue.
 */
export function showWriteError(page: Page, write: Write, rejection: ApiError, replica: WorkspaceReplica): void {
  const { drafts, t, sentence, notice, openTask, openRejected } = page;
  // The form in which other parts of the page receive errors.
  const error = { data: { refusal: rejection } };
  const place = restoreRejectedText(drafts, write, error);
  if (place !== "homeless") replica.rejected.discard(write.commandId);
  if (place === "contested") {
    const [taskId] = namedTasks(write.input);
    const compare = taskId !== undefined && {
      action: { label: t("panel.merge.compare"), run: () => openTask(taskId) },
    };
    return notice({ text: t("panel.merge.refused"), tone: "plain", ...compare });
  }
  const text = typedText(write);
  const isKept = place === "homeless" && text !== "";
  const inTrash = trashedProjectIn(error);
  if (inTrash) {
    const run = () => void replica.write("project.restore", { id: inTrash.id });
    return notice({
      text: t("trash.projectInTrash", { name: inTrash.name }),
      tone: "danger",
      action: { label: t("trash.restoreProject"), run },
    });
  }
  const reason = hasCode(error, "conflict") ? (reasonFor(write.path, t) ?? sentence(error)) : sentence(error);
  if (!isKept) return notice({ text: reason, tone: "danger" });
  notice({
    text: t("task.did.notSaved", { title: text.slice(0, MAX_QUOTE_LENGTH), reason }),
    tone: "danger",
    action: { label: t("connection.refused.show"), run: openRejected },
  });
}

/**
 * Explains the conflict that occurs if a write would leave a project without a manager or a workspace without an owner.
 * Returns null for other writes.
 */
function reasonFor(path: WritePath, t: Texts): string | null {
  if (path.startsWith("member.")) return t("sharing.onlyOne");
  return path === "workspace.setMember" || path === "workspace.removeMember" ? t("sharing.onlyOwner") : null;
}
