"use client";

import type { ProjectLimit } from "@docket/schema/api-token";
import type { Scope } from "@docket/schema/scope";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { useTranslations } from "use-intl";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckLine } from "../../ui/check-line.tsx";
import { Field } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { formText } from "../session/use-submit.ts";

/** The name, scopes, lifetime in days and project limit of a new token. */
export type TokenOptions = { name: string; scopes: Scope[]; days: number; limit: ProjectLimit | null };

const SCOPE_CHOICES = [
  { scope: "tasks:read", text: "scope.tasksRead" },
  { scope: "tasks:write", text: "scope.tasksWrite" },
  { scope: "projects:read", text: "scope.projectsRead" },
  { scope: "projects:write", text: "scope.projectsWrite" },
  { scope: "import", text: "scope.import" },
  { scope: "export", text: "scope.export" },
] as const;

/** Lifetimes to choose from, in days. The server allows at most one year. */
const LIFETIME_DAYS = [7, 30, 90, 365];

/** The form for a new token: its name, scopes, projects and lifetime. */
export function TokenForm({ isBusy, onCreate }: { isBusy: boolean; onCreate: (options: TokenOptions) => void }) {
  const t = useTranslations("settings.tokens");
  const { id: workspaceId } = useWorkspace();
  const projects = useProjects();
  const [reach, setReach] = useState<"all" | "some">("all");
  const [isIncomplete, setIncomplete] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const scopes = SCOPE_CHOICES.map(({ scope }) => scope).filter((scope) => fields.has(scope));
    const projectIds = fields.getAll("project").filter((id) => typeof id === "string");
    const limit = reach === "all" ? null : { workspaceId, projectIds };
    setIncomplete(limit?.projectIds.length === 0);
    if (limit?.projectIds.length === 0) return;
    onCreate({ name: formText(fields, "name"), scopes, days: Number(formText(fields, "days")), limit });
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <Field
        label={t("name")}
        name="name"
        maxLength={100}
        required
        placeholder={t("namePlaceholder")}
        className="max-w-md"
      />
      <fieldset>
        <legend className="mb-1 font-medium">{t("scopes")}</legend>
        <div className="grid gap-x-5 sm:grid-cols-2">
          {SCOPE_CHOICES.map(({ scope, text }) => (
            <CheckLine key={scope} label={t(text)} name={scope} defaultChecked={scope.endsWith(":read")} />
          ))}
        </div>
      </fieldset>
      <div className="flex flex-col items-start gap-2">
        <p aria-hidden className="font-medium">
          {t("where")}
        </p>
        <Segmented
          label={t("where")}
          value={reach}
          choices={[
            { value: "all", label: t("everywhere") },
            { value: "some", label: t("onlyProjects") },
          ]}
          onChange={setReach}
        />
        {reach === "some" && (
          <fieldset className="max-h-60 w-full overflow-y-auto rounded-md border border-line px-3 py-1">
            <legend className="sr-only">{t("onlyProjects")}</legend>
            {projects.items
              .filter(({ isInbox }) => !isInbox)
              .map(({ id, name }) => (
                <CheckLine key={id} label={name} name="project" value={id} />
              ))}
          </fieldset>
        )}
        {isIncomplete && reach === "some" && <Alert>{t("needsProject")}</Alert>}
      </div>
      <Select label={t("days")} name="days" defaultValue={90} className="max-w-48">
        {LIFETIME_DAYS.map((days) => (
          <option key={days} value={days}>
            {t("daysCount", { days })}
          </option>
        ))}
      </Select>
      <Button type="submit" look="primary" disabled={isBusy} className="self-start">
        {t("make")}
      </Button>
    </form>
  );
}
