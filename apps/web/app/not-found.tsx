import { serverTranslator } from "../i18n/request-locale.ts";
import { Centered } from "../ui/centered.tsx";
import { TextLink } from "../ui/text-link.tsx";

export default async function NotFound() {
  const t = await serverTranslator();
  return (
    <Centered title={t("common.notFound.title")}>
      <p className="text-muted">{t("common.notFound.text")}</p>
      <TextLink href="/">{t("common.notFound.back")}</TextLink>
    </Centered>
  );
}
