import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { ApiTokens } from "../../features/account/api-tokens.tsx";
import { Sessions } from "../../features/account/sessions.tsx";
import { SignOutButton } from "../../features/session/sign-out-button.tsx";
import { preparePage, readForPage } from "../../trpc/server.ts";

export const metadata: Metadata = { title: "Account" };

/** One's own account: where one is signed in, and the tokens of one's scripts. */
export default async function AccountPage() {
  const account = await readForPage("/account", (api) => api.account.get());
  const { queryClient, trpc } = await preparePage();
  await Promise.all([
    queryClient.query(trpc.session.list.queryOptions({ limit: 100 })),
    queryClient.query(trpc.apiToken.list.queryOptions({ limit: 100 })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <main id="content" className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-8">
        <Link href="/" className="text-accent underline">
          Back to my tasks
        </Link>
        <h1 className="mt-2 text-2xl font-semibold">Account</h1>
        <p className="mb-8 text-muted break-words">
          {account.name} · {account.email}
        </p>
        <Sessions />
        <ApiTokens />
        <div className="mt-8 max-w-48">
          <SignOutButton />
        </div>
      </main>
    </HydrationBoundary>
  );
}
