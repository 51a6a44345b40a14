"use client";

import { Suspense } from "react";
import { NotificationMessages } from "../notification/notification-messages.tsx";
import { ReceivedInvitation, useReceivedInvitations } from "./received-invitation.tsx";

/** The open invitations to the viewer's address. Shows nothing if there are none. */
export function ReceivedInvitationList() {
  const invitations = useReceivedInvitations().data?.items ?? [];
  if (invitations.length === 0) return null;
  return (
    <Suspense>
      <NotificationMessages>
        <ul className="flex flex-col gap-4">
          {invitations.map((invitation) => (
            <li key={invitation.id}>
              <ReceivedInvitation invitation={invitation} />
            </li>
          ))}
        </ul>
      </NotificationMessages>
    </Suspense>
  );
}
