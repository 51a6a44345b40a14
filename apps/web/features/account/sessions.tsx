"use client";

import type { Session } from "@docket/schema/session";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Button } from "../../ui/button.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";
import { browserOf } from "./browser-name.ts";

/** The user's sessions, each with a button to end it. */
export function Sessions() {
  const errorMessage = useErrorMessage();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const t = useTranslations("settings.sessions");
  const sessions = useQuery(trpc.session.list.queryOptions({ limit: 100 }));
  const mutationCallbacks = {
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.session.pathFilter());
      notice({ text: t("ended"), tone: "plain" });
    },
    onError: (error: unknown) => notice({ text: errorMessage(error), tone: "danger" }),
  };
  const end = useMutation(trpc.session.revoke.mutationOptions(mutationCallbacks));
  const endOthers = useMutation(trpc.session.revokeMany.mutationOptions(mutationCallbacks));
  const items = sessions.data?.items ?? [];
  return (
    <section className="mb-10">
      <PageHeading
        title={t("title")}
        text={t("text")}
        action={
          items.length > 1 && (
            <Button disabled={endOthers.isPending} onClick={() => endOthers.mutate({ which: "others" })}>
              {t("endOthers")}
            </Button>
          )
        }
      />
      <ul>
        {items.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            isBusy={end.isPending}
            onEnd={() => end.mutate({ id: session.id })}
          />
        ))}
      </ul>
    </section>
  );
}

type SessionLineProps = { session: Session; isBusy: boolean; onEnd: () => void };

function SessionLine({ session, isBusy, onEnd }: SessionLineProps) {
  const t = useTranslations("settings.sessions");
  const moment = useFormatMoment();
  const { browser, system } = browserOf(session.userAgent);
  const browserLabel =
    browser === null ? t("unknown") : system === null ? browser : t("browserOn", { browser, system });
  const name = session.label || browserLabel;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-2.5">
      <div className="min-w-0">
        <p className="break-words">
          {name} {session.isCurrent && <span className="text-success">· {t("here")}</span>}
        </p>
        <p className="text-sm text-muted">
          {[
            t("lastSeen", { when: moment(session.lastSeenAt) }),
            t("signedIn", { when: moment(session.createdAt) }),
            ...(session.ipPrefix === null ? [] : [t("network", { address: session.ipPrefix })]),
          ].join(" · ")}
        </p>
      </div>
      {!session.isCurrent && (
        <Button look="danger" aria-label={t("endNamed", { name })} disabled={isBusy} onClick={onEnd}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}
