"use client";

import type { ViewAddress } from "../../navigation/view-address.ts";
import { ActivityView } from "../activity/activity-view.tsx";
import { ReceivedInvitationList } from "../invitation/received-invitation-list.tsx";
import { NotificationInbox } from "../notification/notification-inbox.tsx";
import { ReportView } from "../report/report-view.tsx";
import { SearchView } from "../search/search-view.tsx";
import { TrashView } from "../trash/trash-view.tsx";
import { UpcomingView } from "../upcoming/upcoming-view.tsx";
import { SavedView } from "../view/saved-view.tsx";
import { NamedTaskView } from "./named-task-view.tsx";

/** The views that need more code than a list of tasks. They are loaded together. */
export function OtherView({ view }: { view: ViewAddress }) {
  switch (view.kind) {
    case "savedView":
      return <SavedView viewId={view.id} />;
    case "upcoming":
      return <UpcomingView />;
    case "namedTask":
      return <NamedTaskView name={view.id.toUpperCase()} />;
    case "search":
      return <SearchView />;
    case "activity":
      return <ActivityView />;
    case "report":
      return <ReportView />;
    case "notifications":
      return (
        <NotificationInbox>
          <ReceivedInvitationList />
        </NotificationInbox>
      );
    case "trash":
      return <TrashView />;
    default:
      return null;
  }
}
