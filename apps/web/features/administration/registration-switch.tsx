"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useNotice } from "../../ui/notice.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { useAccountAction } from "./use-account-action.tsx";

const CHOICES = ["closed", "open"] as const;

/** Switch that controls whether anyone can create an account, or only people with an invitation. */
export function RegistrationSwitch() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const t = useTranslations("administration.instance");
  const runner = useAccountAction();
  const status = useQuery(trpc.instance.status.queryOptions());
  const registration = status.data?.registration ?? "closed";
  return (
    <PageSection title={t("registration")} text={t(`hints.${registration}`)}>
      <Segmented
        label={t("registration")}
        value={registration}
        choices={CHOICES.map((value) => ({ value, label: t(value) }))}
        onChange={(chosen) =>
          runner.run(
            () => client.instance.update.mutate({ registration: chosen }),
            (answer) => {
              queryClient.setQueryData(trpc.instance.status.queryKey(), answer);
              notice({ text: t("saved"), tone: "plain" });
            },
          )
        }
      />
      {runner.dialog}
    </PageSection>
  );
}
