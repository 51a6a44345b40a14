import type { Id } from "@docket/schema/id";
import type { ActorStamp } from "@docket/schema/task-state";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { newEntity } from "./new-entity.ts";
import type { NewEntity } from "./new-entity.ts";
import type { Write, WriteInput } from "./write.ts";

type Item = { id: Id };
type EntityPage = { items: Item[]; nextCursor?: string | null };
/** Lists that can be long are loaded page by page. */
type EntityList = EntityPage | InfiniteData<EntityPage>;

/**
 * Shows a write in the cached lists of its entity, such as comments and reminders, before the server has answered: adds
 * what it creates, changes what it updates, and removes what it deletes.
 */
export function showOnEntities(queryClient: QueryClient, write: Write, stamp: ActorStamp): void {
  const [entity = "", verb = ""] = write.path.split(".");
  if (write.path === "task.create") showReminderMark(queryClient, write.input);
  if (entity === "task") return;
  const created = newEntity(write, stamp);
  const change = created ? withNew(created) : withChange(verb, write.input, stamp);
  if (!change) return;
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [[entity, "list"]] })) {
    // Safe because lists of all entities are pages of items with an id.
    const list = query.state.data as EntityList | undefined;
    if (list === undefined || !isAbout(query.queryKey, created?.list ?? {})) continue;
    queryClient.setQueryData(query.queryKey, onPages(list, change));
  }
}

/** Adds the reminders with which a task is created to the viewer's next reminders, from which its row has its mark. */
function showReminderMark(queryClient: QueryClient, { id: taskId, reminders = [] }: WriteInput<"task.create">): void {
  const added = reminders.map(({ id }) => ({ id, taskId }));
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [["reminder", "list"]] }))
    if (isAbout(query.queryKey, { taskId }))
      queryClient.setQueryData<EntityPage>(query.queryKey, (page) => {
        const items = page?.items.filter((item) => !added.some(({ id }) => id === item.id)) ?? [];
        return page && { ...page, items: [...items, ...added] };
      });
}

type PageChange = (page: EntityPage, isLast: boolean) => EntityPage;

/** Adds the entity at the end of the list, once the end is loaded. */
function withNew({ entity }: NewEntity): PageChange {
  return (page, isLast) => {
    const isEnd = isLast && (page.nextCursor ?? null) === null;
    if (!isEnd || page.items.some(({ id }) => id === entity.id)) return page;
    return { ...page, items: [...page.items, entity] };
  };
}

function withChange(verb: string, input: Write["input"], { now }: ActorStamp): PageChange | null {
  if (!("id" in input)) return null;
  const { id } = input;
  if (verb === "trash" || verb === "delete" || verb === "revoke")
    return (page) => ({ ...page, items: page.items.filter((item) => item.id !== id) });
  if (verb !== "update") return null;
  const set = "set" in input ? input.set : "body" in input ? { body: input.body, editedAt: now } : {};
  return (page) => ({ ...page, items: page.items.map((item) => (item.id === id ? { ...item, ...set } : item)) });
}

function onPages(list: EntityList, change: PageChange): EntityList {
  if (!("pages" in list)) return change(list, true);
  return { ...list, pages: list.pages.map((page, index) => change(page, index === list.pages.length - 1)) };
}

/** Whether a list was requested with these values. If it was requested without a field, it contains all of its values. */
function isAbout(queryKey: readonly unknown[], fields: Record<string, string>): boolean {
  const asked = queryKey[1];
  const input: object = typeof asked === "object" && asked !== null && "input" in asked ? (asked.input as object) : {};
  return Object.entries(fields).every(([name, value]) => (new Map(Object.entries(input)).get(name) ?? value) === value);
}
