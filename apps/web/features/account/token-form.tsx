"use client";

import type { Scope } from "@docket/schema/scope";
import type { SubmitEvent } from "react";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { textOf } from "../session/use-submit.ts";

/** What a new token shall be called and be allowed. */
export type TokenWish = { name: string; scopes: Scope[]; days: number };

const CHOICES: { scope: Scope; text: string }[] = [
  { scope: "tasks:read", text: "Read tasks" },
  { scope: "tasks:write", text: "Change tasks" },
  { scope: "projects:read", text: "Read projects" },
  { scope: "projects:write", text: "Change projects" },
  { scope: "import", text: "Import" },
  { scope: "export", text: "Export" },
];

/** Asks for a name, what the token may do and how long. */
export function TokenForm({ isBusy, onCreate }: { isBusy: boolean; onCreate: (wish: TokenWish) => void }) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const scopes = CHOICES.map(({ scope }) => scope).filter((scope) => fields.has(scope));
    onCreate({ name: textOf(fields, "name"), scopes, days: Number(textOf(fields, "days")) });
    form.reset();
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <Field label="Name" name="name" maxLength={100} required placeholder="Backup script" />
      <fieldset>
        <legend className="mb-1 font-medium">It may</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {CHOICES.map(({ scope, text }) => (
            <label key={scope} className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                name={scope}
                defaultChecked={scope.endsWith(":read")}
                className="size-4 accent-accent"
              />
              {text}
            </label>
          ))}
        </div>
      </fieldset>
      <Field
        label="Days until it ends"
        name="days"
        type="number"
        min={1}
        max={366}
        defaultValue={90}
        required
        className="max-w-48"
      />
      <Button type="submit" look="primary" disabled={isBusy} className="self-start">
        Make a token
      </Button>
    </form>
  );
}
