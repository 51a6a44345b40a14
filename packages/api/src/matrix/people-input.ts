import { createInvitation } from "@docket/core/commands/invitation/mutations";
import { previewImport } from "@docket/core/workflows/import/mutations";
import type { Id } from "@docket/schema/id";
import { PreviewImport } from "@docket/schema/import-job";
import { CreateInvitation } from "@docket/schema/invitation";
import type { Inputs, InputContext } from "./input-context.ts";
import { commandOf } from "./input-context.ts";

const inWorkspace = ({ fixture: { workspaceId } }: InputContext) => ({ workspaceId });
const place = ({ fixture: { workspaceId, projectId } }: InputContext) => ({ workspaceId, projectId });

/** A Todoist file with one task. */
const FILE = Buffer.from(
  "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE\ntask,Water the fern,,1,1,,,,,\n",
).toString("base64");

const preview = ({ fixture: { workspaceId } }: InputContext, id: Id) =>
  PreviewImport.parse({ workspaceId, id, fileName: "Home.csv", content: FILE });

/** Creates an import as the manager. It has been previewed but not started. */
async function importToStart(inputContext: InputContext) {
  const { world, principals, fixture } = inputContext;
  const id = fixture.newId();
  const input = { ...preview(inputContext, id), content: Uint8Array.from(Buffer.from(FILE, "base64")) };
  await previewImport(world.ctxOf(principals.people.manager), input);
  fixture.kinds.set(id, "import");
  return { workspaceId: fixture.workspaceId, id };
}

/** Creates an import as the manager, with the given status. */
async function importAt(inputContext: InputContext, status: string) {
  const ref = await importToStart(inputContext);
  await inputContext.world.runtime.db.importJob.update({
    where: { workspaceId_id: ref },
    data: { status },
  });
  return ref;
}

/** Invites the caller to the project by email. */
async function invited(inputContext: InputContext) {
  const { world, principals, fixture, me } = inputContext;
  const id = fixture.newId();
  const input = { ...commandOf(inputContext), ...place(inputContext), id, email: me.email, role: "viewer" };
  await createInvitation(world.ctxOf(principals.people.manager), CreateInvitation.parse(input));
  fixture.kinds.set(id, "invitation");
  return { ...commandOf(inputContext), id };
}

/** Inputs for the procedures that concern members, invitations, workspaces and imports. */
export const PEOPLE_INPUTS: Record<string, Inputs> = {
  "import.preview": (inputContext) => preview(inputContext, inputContext.fixture.newId()),
  "import.start": importToStart,
  "import.cancel": (inputContext) => importAt(inputContext, "running"),
  "import.undo": (inputContext) => importAt(inputContext, "done"),
  "import.get": importToStart,
  "import.list": inWorkspace,

  "invitation.list": place,
  "invitation.create": (inputContext) => ({
    ...commandOf(inputContext),
    ...place(inputContext),
    id: inputContext.fixture.newId(),
    role: "viewer",
  }),
  "invitation.revoke": (inputContext) => ({ ...commandOf(inputContext), id: inputContext.fixture.invitationId }),
  "invitation.listReceived": () => undefined,
  "invitation.acceptReceived": invited,
  "invitation.decline": invited,
  "invitation.preview": ({ fixture }) => ({ token: fixture.invitationToken }),
  "invitation.accept": (inputContext) => ({ ...commandOf(inputContext), token: inputContext.fixture.invitationToken }),

  "follow.get": [
    ({ fixture: { workspaceId, taskId } }) => ({ workspaceId, taskId }),
    ({ fixture: { workspaceId, projectId } }) => ({ workspaceId, projectId }),
  ],
  "follow.set": [
    (inputContext) => ({ ...commandOf(inputContext), taskId: inputContext.fixture.taskId, state: "muted" }),
    (inputContext) => ({ ...commandOf(inputContext), projectId: inputContext.fixture.projectId, state: "following" }),
  ],
  "notification.list": ({ fixture: { workspaceId } }) => ({ workspaceId }),
  "notification.count": ({ fixture: { workspaceId } }) => ({ workspaceId }),
  "notification.markRead": (inputContext) => ({
    ...commandOf(inputContext),
    ids: [inputContext.fixture.notificationOf(inputContext.me)],
  }),
  "notification.markUnread": (inputContext) => ({
    ...commandOf(inputContext),
    ids: [inputContext.fixture.notificationOf(inputContext.me)],
  }),
  "notification.snooze": (inputContext) => ({
    ...commandOf(inputContext),
    ids: [inputContext.fixture.notificationOf(inputContext.me)],
    until: "2100-01-01T12:00:00.000Z",
  }),
  "member.list": place,
  "member.set": (inputContext) => ({
    ...commandOf(inputContext),
    projectId: inputContext.fixture.projectId,
    userId: inputContext.principals.people.exMember.id,
    role: "viewer",
  }),
  "member.remove": (inputContext) => ({
    ...commandOf(inputContext),
    projectId: inputContext.fixture.projectId,
    userId: inputContext.principals.people.viewer.id,
  }),
  "member.leave": (inputContext) => ({ ...commandOf(inputContext), projectId: inputContext.fixture.projectId }),

  "workspace.get": inWorkspace,
  "workspace.getBySlug": ({ fixture: { slug } }) => ({ slug }),
  "workspace.list": () => ({}),
  "workspace.create": ({ fixture }) => ({ workspaceId: fixture.newId(), commandId: fixture.newId(), name: "New" }),
  "workspace.update": (inputContext) => ({ ...commandOf(inputContext), baseVersion: 1, set: { name: "New" } }),
  "workspace.listMembers": inWorkspace,
  "workspace.listPeople": inWorkspace,
  "workspace.setMember": (inputContext) => ({
    ...commandOf(inputContext),
    userId: inputContext.principals.people.guest.id,
    role: "member",
  }),
  "workspace.removeMember": (inputContext) => ({
    ...commandOf(inputContext),
    userId: inputContext.principals.people.suspended.id,
  }),
};
