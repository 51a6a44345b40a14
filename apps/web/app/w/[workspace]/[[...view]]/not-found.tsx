import { UnknownView } from "@/features/current-view/unknown-view.tsx";

/** Shown, with status 404, for a view that the server can't find. */
export default function ViewNotFound() {
  return <UnknownView />;
}
