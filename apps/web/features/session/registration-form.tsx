"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { NewPasswordField, timeZoneHere } from "./new-account-fields.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/**
 * Makes an account with the secret out of a link.
 *
 * @param purpose whether one asked for the link oneself or was invited
 * @param next where to go afterwards
 */
export function RegistrationForm({ purpose, next }: { purpose: "register" | "invite"; next: string }) {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const link = useQuery({
    queryKey: ["link", purpose, token],
    queryFn: () => client.account.inspectLink.mutate({ token: token ?? "", purpose }),
    enabled: typeof token === "string",
    staleTime: Infinity,
  });
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const email = link.data?.email === null ? { email: field("email") } : {};
    const person = { name: field("name"), password: field("password"), timeZone: timeZoneHere() };
    await client.account.completeRegistration.mutate({ token: token ?? "", ...email, ...person });
    window.location.assign(next);
  });
  if (token === null || link.isError || link.data?.isUsable === false)
    return <Alert>This link does not work, or not any more. Ask for a new one.</Alert>;
  if (!link.data) return <p role="status">One moment…</p>;
  if (link.data.hasAccount) {
    return (
      <p>
        {link.data.email ?? "This address"} has an account already.{" "}
        <Link href={`/login?next=${encodeURIComponent("/invite")}#${token}`} className="text-accent underline">
          Sign in
        </Link>{" "}
        to go on.
      </p>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      {link.data.email === null ? (
        <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      ) : (
        <p className="text-muted break-words">For {link.data.email}</p>
      )}
      <Field label="Your name" name="name" autoComplete="name" maxLength={100} required />
      <NewPasswordField />
      <Button type="submit" look="primary" disabled={isBusy}>
        Make my account
      </Button>
    </form>
  );
}
