import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { RegistrationSwitch } from "@/features/administration/registration-switch.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";
import { PageHeading } from "@/ui/page-heading.tsx";

export const generateMetadata = titleMetadata("administration.instance.title");

/** The settings of the installation. */
export default async function InstancePage() {
  const t = await serverTranslator();
  const { queryClient, trpc } = await preparePage();
  await queryClient.query(trpc.instance.status.queryOptions());
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeading title={t("administration.instance.title")} />
      <RegistrationSwitch />
    </HydrationBoundary>
  );
}
