"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "use-intl";
import { EmptyState } from "../../ui/empty-state.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useWorkspace } from "../workspace/workspace-context.tsx";

/** What stands in the place of a project that went away while one looked at it. */
export function ProjectClosed() {
  const t = useTranslations("project.closed");
  const { slug } = useWorkspace();
  return (
    <main id="content" tabIndex={-1} className="outline-none">
      <div role="status">
        <EmptyState
          icon={<Lock aria-hidden />}
          title={t("title")}
          isHeading
          action={<TextLink href={`/w/${slug}`}>{t("back")}</TextLink>}
        >
          {t("text")}
        </EmptyState>
      </div>
    </main>
  );
}
