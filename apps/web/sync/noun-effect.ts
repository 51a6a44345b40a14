import type { ActorStamp } from "@docket/schema/task-state";
import type { QueryClient } from "@tanstack/react-query";
import { showArrangement } from "./arrangement-effect.ts";
import { showOnEntities } from "./entity-effect.ts";
import { showOnNotifications } from "./notification-effect.ts";
import { showOnPeople } from "./people-effect.ts";
import { showOnTrash } from "./trash-effect.ts";
import type { Write } from "./write.ts";

/**
 * Shows a write on all lists of the page but those of tasks (task-effect.ts) before the server has answered. Showing it once more
 * changes nothing.
 *
 * @param act who did it, and when
 */
export function showOnNouns(queryClient: QueryClient, write: Write, act: ActorStamp): void {
  showOnEntities(queryClient, write, act);
  showArrangement(queryClient, write);
  showOnPeople(queryClient, write);
  showOnTrash(queryClient, write);
  showOnNotifications(queryClient, write, act);
}
