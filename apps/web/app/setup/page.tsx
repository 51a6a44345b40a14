import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetupForm } from "../../features/session/setup-form.tsx";
import { serverApi } from "../../trpc/server.ts";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

export default async function SetupPage() {
  const api = await serverApi();
  const { isNeeded } = await api.setup.status();
  if (!isNeeded) redirect("/login");
  return (
    <Centered title="Welcome to Docket">
      <p className="text-muted">Make the first account. It looks after this installation.</p>
      <SetupForm />
    </Centered>
  );
}
