import type { AnyTRPCProcedure, AnyTRPCRouter } from "@trpc/server";
import type { ProcedureMeta } from "./meta.ts";
import { createCallerFactory, router } from "./procedure.ts";
import { accountRouter } from "./routers/account.ts";
import { apiTokenRouter } from "./routers/api-token.ts";
import { changeRouter } from "./routers/change.ts";
import { commandRouter } from "./routers/command.ts";
import { commentRouter } from "./routers/comment.ts";
import { folderRouter } from "./routers/folder.ts";
import { followRouter } from "./routers/follow.ts";
import { importRouter } from "./routers/import.ts";
import { instanceRouter } from "./routers/instance.ts";
import { invitationRouter } from "./routers/invitation.ts";
import { labelRouter } from "./routers/label.ts";
import { memberRouter } from "./routers/member.ts";
import { notificationRouter } from "./routers/notification.ts";
import { preferenceRouter } from "./routers/preference.ts";
import { projectRouter } from "./routers/project.ts";
import { pushRouter } from "./routers/push.ts";
import { reminderRouter } from "./routers/reminder.ts";
import { searchRouter } from "./routers/search.ts";
import { sectionRouter } from "./routers/section.ts";
import { securityEventRouter } from "./routers/security-event.ts";
import { sessionRouter } from "./routers/session.ts";
import { setupRouter } from "./routers/setup.ts";
import { syncRouter } from "./routers/sync.ts";
import { taskRouter } from "./routers/task.ts";
import { trashRouter } from "./routers/trash.ts";
import { userRouter } from "./routers/user.ts";
import { viewRouter } from "./routers/view.ts";
import { workspaceRouter } from "./routers/workspace.ts";

/** All procedures of Docket, with one router per entity. */
export const appRouter = router({
  account: accountRouter,
  apiToken: apiTokenRouter,
  change: changeRouter,
  command: commandRouter,
  comment: commentRouter,
  folder: folderRouter,
  follow: followRouter,
  import: importRouter,
  instance: instanceRouter,
  invitation: invitationRouter,
  label: labelRouter,
  member: memberRouter,
  notification: notificationRouter,
  preference: preferenceRouter,
  project: projectRouter,
  push: pushRouter,
  reminder: reminderRouter,
  search: searchRouter,
  section: sectionRouter,
  securityEvent: securityEventRouter,
  session: sessionRouter,
  setup: setupRouter,
  sync: syncRouter,
  task: taskRouter,
  trash: trashRouter,
  user: userRouter,
  view: viewRouter,
  workspace: workspaceRouter,
});

/** The type for creating clients. Import it only as a type. */
export type AppRouter = typeof appRouter;

/** Calls procedures in this process, with the same middleware as over HTTP. */
export const createCaller = createCallerFactory(appRouter);

/** Returns all procedures, keyed by path, e.g. `task.create`. */
export function proceduresOf(root: AnyTRPCRouter): Map<string, AnyTRPCProcedure> {
  // Safe because tRPC stores all procedures of a router, including nested ones, in one flat record.
  return new Map(Object.entries(root._def.procedures as Record<string, AnyTRPCProcedure>));
}

/**
 * Checks that every procedure declares its authorization, its input and its output.
 *
 * @throws Error with the names of the procedures without these declarations
 */
export function requireDeclarations(root: AnyTRPCRouter): void {
  const silent = [...proceduresOf(root)].filter(([, procedure]) => !isDeclared(procedure)).map(([path]) => path);
  if (silent.length > 0) throw new Error(`These procedures lack meta, input or output: ${silent.join(", ")}.`);
}

function isDeclared(procedure: AnyTRPCProcedure): boolean {
  const definition: { meta?: unknown; inputs?: unknown[]; output?: unknown; type?: string } = procedure._def;
  const meta = definition.meta as Partial<ProcedureMeta> | undefined;
  const hasMeta = meta?.auth !== undefined && meta.scope !== undefined && meta.rate !== undefined;
  // A subscription's output schema describes the values that it yields. tRPC does not store that schema here.
  const hasOutput = definition.type === "subscription" || definition.output !== undefined;
  return hasMeta && (definition.inputs?.length ?? 0) > 0 && hasOutput;
}
