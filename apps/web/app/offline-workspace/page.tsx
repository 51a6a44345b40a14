import { OfflineWorkspace } from "@/features/offline/offline-workspace.tsx";

/** The page that the service worker keeps, and shows instead of those of a workspace without a connection. */
export default function OfflineWorkspacePage() {
  return <OfflineWorkspace />;
}
