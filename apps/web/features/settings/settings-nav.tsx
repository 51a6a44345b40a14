"use client";

import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { settingsPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { PageNav, PageNavGroup, PageNavLink } from "../../ui/page-nav.tsx";
import { SignOutButton } from "../session/sign-out-button.tsx";

/**
 * Navigation between the settings of the user and the workspace. Administrators also get a link to the administration
 * pages.
 */
export function SettingsNav() {
  const { slug, name } = useWorkspace();
  const { isAdministrator } = useViewer();
  const t = useTranslations("settings");
  const navigation = useTranslations("navigation");
  return (
    <PageNav label={t("title")}>
      <PageNavGroup title={t("you")}>
        <PageNavLink href={settingsPath(slug)}>{t("profile.title")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/appearance`}>{t("appearance.title")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/language`}>{t("language.title")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/notifications`}>{navigation("notifications")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/keyboard`}>{t("keyboard.title")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/sessions`}>{t("sessions.title")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/tokens`}>{t("tokens.title")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/data`}>{t("data.title")}</PageNavLink>
        <li className="whitespace-nowrap">
          <SignOutButton />
        </li>
      </PageNavGroup>
      <PageNavGroup title={name}>
        <PageNavLink href={`/w/${slug}/settings/members`}>{t("members.title")}</PageNavLink>
        <PageNavLink href={`/w/${slug}/settings/workspace`}>{t("workspace.title")}</PageNavLink>
        {isAdministrator && <PageNavLink href="/admin/users">{t("administration")}</PageNavLink>}
      </PageNavGroup>
    </PageNav>
  );
}
