"use client";

import { LogOut } from "lucide-react";
import { useTRPCClient } from "../../trpc/react.ts";
import { sentenceFor } from "../../trpc/refusal.ts";
import { useNotice } from "../../ui/notice.tsx";

/** Ends this browser's session and forgets what the page has loaded. */
export function SignOutButton() {
  const client = useTRPCClient();
  const notice = useNotice();
  const signOut = () =>
    client.session.signOut.mutate().then(
      // A full load: nothing of the session may stay in this page's memory.
      () => window.location.assign("/login"),
      (error: unknown) => notice({ text: sentenceFor(error), tone: "danger" }),
    );
  return (
    <button
      type="button"
      className="flex min-h-9 w-full items-center gap-2 rounded-md px-2 text-start hover:bg-hover"
      onClick={() => void signOut()}
    >
      <LogOut aria-hidden className="size-4 text-muted" />
      Sign out
    </button>
  );
}
