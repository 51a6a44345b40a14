"use client";

import { useTranslations } from "use-intl";
import { projectPath } from "../../entities/workspace/path.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** Link from an empty inbox to the user's only project: the welcome project, or the one they were invited to. */
export function OnlyProject() {
  const t = useTranslations("view");
  const { slug } = useWorkspace();
  const [only, ...more] = useProjects().items.filter(({ isInbox }) => !isInbox);
  if (!only || more.length > 0) return null;
  return <TextLink href={projectPath(slug, only.id)}>{t("empty.goOn", { name: only.name })}</TextLink>;
}
