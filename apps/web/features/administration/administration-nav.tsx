"use client";

import { useTranslations } from "use-intl";
import { PageNav, PageNavGroup, PageNavLink } from "../../ui/page-nav.tsx";

/** Links to the administration pages. */
export function AdministrationNav() {
  const t = useTranslations("administration");
  return (
    <PageNav label={t("title")}>
      <PageNavGroup title={t("title")}>
        <PageNavLink href="/admin/users">{t("users.title")}</PageNavLink>
        <PageNavLink href="/admin/invitations">{t("invitations.title")}</PageNavLink>
        <PageNavLink href="/admin/mail">{t("mail.title")}</PageNavLink>
        <PageNavLink href="/admin/security">{t("security.title")}</PageNavLink>
        <PageNavLink href="/admin/instance">{t("instance.title")}</PageNavLink>
      </PageNavGroup>
    </PageNav>
  );
}
