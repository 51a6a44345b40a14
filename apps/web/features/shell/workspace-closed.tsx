"use client";

import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Centered } from "../../ui/centered.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** Notice that replaces the whole page when the viewer is no longer a member of the workspace. */
export function WorkspaceClosed() {
  const { name } = useWorkspace();
  const t = useTranslations("connection.closed");
  return (
    <Centered title={t("title", { name })}>
      <PageTitle title={t("title", { name })} />
      <p role="status" className="text-muted">
        {t("text")}
      </p>
      <TextLink href="/">{t("elsewhere")}</TextLink>
    </Centered>
  );
}
