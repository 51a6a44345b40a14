"use client";

import { useConnection } from "../../replica/replica-provider.tsx";
import { ReminderToasts } from "../notification/reminder-toasts.tsx";
import { UnreadTitle } from "../notification/unread-title.tsx";
import { PendingLinesReader } from "../quick-add/pending-lines-reader.tsx";
import { SignOutAction } from "../session/sign-out-action.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { InvitationBanner } from "./invitation-banner.tsx";
import { TimeZoneBanner } from "./time-zone-banner.tsx";
import { WorkspaceClosed } from "./workspace-closed.tsx";

/**
 * The parts of the frame that the first view of a page does not need. The most important banner is the last, because it
 * covers the others. If the viewer is no longer in the workspace, only a notice is shown.
 */
export function ShellExtras() {
  const { closedBy } = useConnection();
  if (closedBy === "workspace") return <WorkspaceClosed />;
  return (
    <>
      <SignOutAction />
      <PendingLinesReader />
      <UnreadTitle />
      <ReminderToasts />
      <InvitationBanner />
      <TimeZoneBanner />
      <ConnectionBanner />
    </>
  );
}
