"use client";

import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** Link to the import page. Hidden from guests, who cannot import. */
export function ImportHint() {
  const { slug, role } = useWorkspace();
  const t = useTranslations("settings.data");
  if (role === "guest") return null;
  return (
    <PageSection title={t("import")} text={t("importText")}>
      <TextLink href={`/w/${slug}/import`}>{t("importLink")}</TextLink>
    </PageSection>
  );
}
