"use client";

import type { InvitedRole } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { Field } from "../../ui/field.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useSubmit } from "../session/use-submit.ts";

/** A workspace member who can be added directly, without an invitation. */
type Candidate = { userId: string; name: string };

type InviteFormProps = {
  workspaceId: string;
  /** The project to invite people to; null for the workspace. */
  projectId: string | null;
  roles: readonly InvitedRole[];
  usualRole: InvitedRole;
  /** Workspace members who can be added directly. */
  candidates?: readonly Candidate[];
  onAdd?: (person: Candidate, role: InvitedRole) => void;
};

const NO_CANDIDATES: readonly Candidate[] = [];

type InviteMethod = "mail" | "link" | "person";

/** Form for inviting someone by email or with a shareable link, or for adding a workspace member directly. */
export function InviteForm({
  workspaceId,
  projectId,
  roles,
  usualRole: defaultRole,
  candidates = NO_CANDIDATES,
  onAdd,
}: InviteFormProps) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const t = useTranslations("sharing");
  const { isAdministrator } = useViewer();
  const isMailSent = useQuery(trpc.instance.status.queryOptions()).data?.isMailSent ?? true;
  const [chosenWay, setWay] = useState<InviteMethod>(candidates.length > 0 ? "person" : "mail");
  const [role, setRole] = useState(defaultRole);
  const [made, setMade] = useState<{ link: string | null; email: string | null } | null>(null);
  // Fall back to email once the last candidate has been added, because the "person" option is then gone.
  const way = chosenWay === "person" && candidates.length === 0 ? "mail" : chosenWay;

  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const person = candidates.find(({ userId }) => userId === field("person"));
    if (way === "person") return person && onAdd?.(person, role);
    const email = way === "mail" ? field("email") : null;
    const ids = { workspaceId, commandId: uuidv7(), id: uuidv7() };
    // Bypasses the outbox: the response contains a secret link, which must not be stored.
    const { link } = await client.invitation.create.mutate({ ...ids, projectId, email, role });
    setMade({ link, email });
    await queryClient.invalidateQueries(trpc.invitation.pathFilter());
  });
  const ways = [
    ...(candidates.length > 0 ? [{ value: "person" as const, label: t("fromWorkspace") }] : []),
    { value: "mail" as const, label: t("byMail") },
    { value: "link" as const, label: t("byLink") },
  ];
  return (
    <form className="flex flex-col gap-3" onSubmit={onSubmit}>
      <div>
        <Segmented
          label={t("how")}
          value={way}
          choices={ways}
          onChange={(other) => {
            setWay(other);
            setMade(null);
          }}
        />
      </div>
      {problem && <Alert>{problem}</Alert>}
      <div className="flex flex-wrap items-start gap-3">
        {way === "mail" && (
          <Field
            key={made?.email}
            label={t("email")}
            name="email"
            type="email"
            autoComplete="off"
            required
            className="min-w-48 flex-1"
          />
        )}
        {way === "person" && (
          <Select label={t("person")} name="person" className="min-w-48 flex-1">
            {candidates.map(({ userId, name }) => (
              <option key={userId} value={userId}>
                {name}
              </option>
            ))}
          </Select>
        )}
        <Select
          label={t("role")}
          hint={t(`hints.${role}`)}
          value={role}
          className="w-56 phone:w-full"
          onChange={(event) => {
            const chosen = roles.find((other) => other === event.currentTarget.value);
            if (chosen) setRole(chosen);
          }}
        >
          {roles.map((other) => (
            <option key={other} value={other}>
              {t(`roles.${other}`)}
            </option>
          ))}
        </Select>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="submit" look="primary" disabled={isBusy}>
          {t(SUBMIT[way])}
        </Button>
        {way !== "person" && <p className="min-w-48 flex-1 text-sm text-muted">{t(HINTS[way])}</p>}
      </div>
      {made?.link && (
        <SecretText
          label={t("linkMade")}
          value={made.link}
          copy={t("copy")}
          onCopy={() => {
            copyText(made.link ?? "");
            notice({ text: t("copied"), tone: "plain" });
          }}
        />
      )}
      {made?.email && (
        <div role="status" className="break-words text-success">
          {t(isMailSent ? "mailed" : "noMail", { email: made.email })}{" "}
          {!isMailSent && isAdministrator && <TextLink href="/admin/mail">{t("toMails")}</TextLink>}
        </div>
      )}
    </form>
  );
}

const SUBMIT = { mail: "invite", link: "makeLink", person: "add" } as const;
const HINTS = { mail: "mailHint", link: "linkHint" } as const;
