"use client";

import { uuidv7 } from "@docket/schema/uuid";
import type { Workspace } from "@docket/schema/workspace";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarCheck, FileInput, Folder, Inbox, User } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { sentenceFor } from "../../trpc/refusal.ts";
import { AddLine } from "../../ui/add-line.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { SignOutButton } from "../session/sign-out-button.tsx";
import { useViewer } from "../session/viewer.tsx";
import { projectPath } from "./path.ts";

/** Where one can go: the inbox, the projects with how much is open in each, import and account. */
export function Sidebar({ workspace }: { workspace: Workspace }) {
  const { id: workspaceId, slug } = workspace;
  const { timeZone } = useViewer();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const router = useRouter();
  const notice = useNotice();
  const projects = useQuery(trpc.project.list.queryOptions({ workspaceId, limit: 100 }));
  const counts = useQuery(trpc.task.count.queryOptions({ workspaceId, timeZone }));
  const openIn = new Map(counts.data?.projects.map(({ projectId, open }) => [projectId, open]));

  const addProject = async (name: string): Promise<boolean> => {
    const id = uuidv7();
    try {
      await client.project.create.mutate({ workspaceId, commandId: uuidv7(), id, name });
    } catch (error) {
      notice({ text: sentenceFor(error), tone: "danger" });
      return false;
    }
    await queryClient.invalidateQueries(trpc.project.pathFilter());
    router.push(projectPath(slug, id));
    return true;
  };

  return (
    <nav aria-label="Main" className="flex h-full flex-col gap-1 overflow-y-auto p-3">
      <p className="truncate px-2 pb-2 font-semibold">{workspace.name}</p>
      <ul className="flex flex-col gap-0.5">
        <li>
          <NavLink
            href={`/w/${slug}/today`}
            icon={<CalendarCheck />}
            count={counts.data && counts.data.today + counts.data.overdue}
          >
            Today
          </NavLink>
        </li>
        {projects.data?.items.map((project) => (
          <li key={project.id}>
            <NavLink
              href={projectPath(slug, project.id)}
              icon={project.isInbox ? <Inbox /> : <Folder />}
              count={openIn.get(project.id)}
            >
              {project.name}
            </NavLink>
          </li>
        ))}
      </ul>
      {workspace.role !== "guest" && <AddLine label="Add project" maxLength={200} onAdd={addProject} />}
      <ul className="mt-auto flex flex-col gap-0.5 border-t border-line pt-2">
        <li>
          <NavLink href={`/w/${slug}/import`} icon={<FileInput />}>
            Import
          </NavLink>
        </li>
        <li>
          <NavLink href="/account" icon={<User />}>
            Account
          </NavLink>
        </li>
        <li>
          <SignOutButton />
        </li>
      </ul>
    </nav>
  );
}

function NavLink<Path extends string>({
  href,
  icon,
  count,
  children,
}: {
  href: Route<Path>;
  icon: ReactNode;
  count?: number | undefined;
  children: ReactNode;
}) {
  const isHere = usePathname() === href;
  return (
    <Link
      href={href}
      // Every page has all of these: fetching each of them beforehand would ask the server for dozens of pages per page.
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className="flex min-h-9 items-center gap-2 rounded-md px-2 hover:bg-hover aria-[current]:bg-hover aria-[current]:font-medium [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      <span className="min-w-0 grow truncate">{children}</span>
      {count !== undefined && count > 0 && (
        <span className="text-sm text-muted tabular-nums">
          {count}
          <span className="sr-only"> open</span>
        </span>
      )}
    </Link>
  );
}
