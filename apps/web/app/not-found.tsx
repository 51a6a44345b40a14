import { serverTranslator } from "@/i18n/request-locale.ts";
import { Centered } from "@/ui/centered.tsx";
import { PageTitle } from "@/ui/page-title.tsx";
import { TextLink } from "@/ui/text-link.tsx";

export default async function NotFound() {
  const t = await serverTranslator();
  return (
    <Centered title={t("general.notFound.title")}>
      <PageTitle title={t("general.notFound.title")} />
      <p className="text-muted">{t("general.notFound.text")}</p>
      <TextLink href="/">{t("general.notFound.back")}</TextLink>
    </Centered>
  );
}
