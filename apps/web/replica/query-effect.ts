import type { ActorStamp } from "@docket/schema/task-state";
import type { QueryClient } from "@tanstack/react-query";
import { showOnEntities } from "./entity-effect.ts";
import { showOnNotifications } from "./notification-effect.ts";
import { showOnPeople } from "./people-effect.ts";
import { showOnTrash } from "./trash-effect.ts";
import type { Write } from "./write.ts";

/**
 * Shows a write in the cached queries of entities that the replica doesn't hold, before the server has answered. Applying
 * it twice changes nothing more.
 *
 * @param stamp the user, and the time of the write
 */
export function showOnQueries(queryClient: QueryClient, write: Write, stamp: ActorStamp): void {
  showOnEntities(queryClient, write, stamp);
  showOnPeople(queryClient, write);
  showOnTrash(queryClient, write);
  showOnNotifications(queryClient, write, stamp);
}
