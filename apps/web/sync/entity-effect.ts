import type { Id } from "@docket/schema/id";
import type { QueryClient } from "@tanstack/react-query";
import type { Write } from "./write.ts";

type EntityPage = { items: { id: Id }[] };

/**
 * Shows a new name or a deletion on the short lists of the page (sections, projects, people) before the server has answered. What
 * is made anew shows with the answer.
 */
export function showOnEntities(queryClient: QueryClient, write: Write): void {
  const { path, input } = write;
  const [noun = "", verb = ""] = path.split(".");
  showOnPeople(queryClient, write);
  if (!("id" in input) || noun === "task") return;
  const { id } = input;
  queryClient.setQueriesData<EntityPage>({ queryKey: [[noun, "list"]] }, (page) => {
    if (!page) return page;
    if (verb === "trash" || verb === "revoke") return { ...page, items: page.items.filter((item) => item.id !== id) };
    if (verb !== "update" || !("set" in input)) return page;
    return { ...page, items: page.items.map((item) => (item.id === id ? { ...item, ...input.set } : item)) };
  });
}

type PeoplePage = { items: { userId: Id; projectId?: Id; role: string }[] };

/** Shows another role, or that somebody is gone, in a project or in the workspace. */
function showOnPeople(queryClient: QueryClient, { path, input }: Write): void {
  if (!/^(?:member\.(?:set|remove)|workspace\.(?:setMember|removeMember))$/.test(path) || !("userId" in input)) return;
  const { userId } = input;
  const projectId = "projectId" in input ? input.projectId : undefined;
  const role = "role" in input ? input.role : null;
  const queryKey = [projectId === undefined ? ["workspace", "listMembers"] : ["member", "list"]];
  queryClient.setQueriesData<PeoplePage>({ queryKey }, (page) => {
    if (!page) return page;
    const items = page.items.flatMap((person) => {
      if (person.userId !== userId || person.projectId !== projectId) return [person];
      return role === null ? [] : [{ ...person, role }];
    });
    return { ...page, items };
  });
}
