"use client";

import type { OpenedMail } from "@docket/schema/instance";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { MailLine } from "./mail-line.tsx";
import { mailPages } from "./paging.ts";
import { useAccountAction } from "./use-account-action.tsx";

/** Emails that have not been sent. An administrator can open one and forward its body or link. */
export function PendingMails() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const t = useTranslations("administration");
  const common = useTranslations("general");
  const sharing = useTranslations("sharing");
  const notice = useNotice();
  const instance = useQuery(trpc.instance.status.queryOptions());
  const mails = useInfiniteQuery(mailPages(client));
  const runner = useAccountAction();
  const [opened, setOpened] = useState<OpenedMail | null>(null);
  const link = opened?.text.match(/https?:\/\/\S+/)?.[0];
  const items = mails.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="mb-10">
      <PageHeading title={t("mail.title")} text={t("mail.text")} />
      {instance.data && <p className="mb-2">{t(instance.data.isMailSent ? "mail.sent" : "mail.unsent")}</p>}
      {mails.isPending && <Skeleton label={common("loading")} />}
      {mails.isSuccess && items.length === 0 && <p className="text-muted">{t("mail.none")}</p>}
      {items.length > 0 && <p className="mb-2 text-warning">{t("mail.warning")}</p>}
      <ul>
        {items.map((mail) => (
          <MailLine
            key={mail.id}
            mail={mail}
            isBusy={runner.isBusy}
            onOpen={() => runner.run(() => client.instance.openMail.mutate({ id: mail.id }), setOpened)}
          />
        ))}
      </ul>
      <MoreButton list={mails} text={t("showMore")} />
      {opened && (
        <Dialog title={opened.subject} shape="wide" onClose={() => setOpened(null)}>
          <p className="mb-3 break-words text-muted">{opened.recipient}</p>
          <pre dir="auto" className="font-sans break-words whitespace-pre-wrap select-text">
            {opened.text}
          </pre>
          <div className="mt-4 flex justify-end gap-2">
            {link !== undefined && (
              <Button
                onClick={() => {
                  copyText(link);
                  notice({ text: sharing("copied"), tone: "plain" });
                }}
              >
                {sharing("copy")}
              </Button>
            )}
            <Button onClick={(event) => closeDialog(event.currentTarget)}>{common("close")}</Button>
          </div>
        </Dialog>
      )}
      {runner.dialog}
    </section>
  );
}
