import type { Id } from "@docket/schema/id";
import type { QueryClient } from "@tanstack/react-query";
import type { Write } from "./write.ts";

type PeoplePage = { items: { userId: Id; projectId?: Id; role: string }[] };

/** Shows a changed role or a removed member in the cached members of a project or of the workspace. */
export function showOnPeople(queryClient: QueryClient, { path, input }: Write): void {
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
