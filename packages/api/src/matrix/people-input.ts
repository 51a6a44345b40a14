import { previewImport } from "@docket/core/import/mutations";
import type { Id } from "@docket/schema/id";
import { PreviewImport } from "@docket/schema/import-job";
import type { Inputs, Scene } from "./scene.ts";
import { commandOf } from "./scene.ts";

const inWorkspace = ({ fixture: { workspaceId } }: Scene) => ({ workspaceId });
const place = ({ fixture: { workspaceId, projectId } }: Scene) => ({ workspaceId, projectId });

/** A file of Todoist's with one task. */
const FILE = Buffer.from(
  "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE\ntask,Water the fern,,1,1,,,,,\n",
).toString("base64");

const preview = ({ fixture: { workspaceId } }: Scene, id: Id) =>
  PreviewImport.parse({ workspaceId, id, fileName: "Home.csv", content: FILE });

/** An import of the manager's, looked at and not started. */
async function importToStart(scene: Scene) {
  const { world, cast, fixture } = scene;
  const id = fixture.newId();
  const input = { ...preview(scene, id), content: Uint8Array.from(Buffer.from(FILE, "base64")) };
  await previewImport(world.ctxOf(cast.people.manager), input);
  fixture.kinds.set(id, "import");
  return { workspaceId: fixture.workspaceId, id };
}

/** An import of the manager's that has come as far as this. */
async function importAt(scene: Scene, status: string) {
  const ref = await importToStart(scene);
  await scene.world.runtime.db.importJob.update({
    where: { workspaceId_id: ref },
    data: { status },
  });
  return ref;
}

/** Procedures on members, invitations, workspaces and imports. */
export const PEOPLE_INPUTS: Record<string, Inputs> = {
  "import.preview": (scene) => preview(scene, scene.fixture.newId()),
  "import.start": importToStart,
  "import.cancel": (scene) => importAt(scene, "running"),
  "import.undo": (scene) => importAt(scene, "done"),
  "import.get": importToStart,
  "import.list": inWorkspace,

  "invitation.list": place,
  "invitation.create": (scene) => ({
    ...commandOf(scene),
    ...place(scene),
    id: scene.fixture.newId(),
    role: "viewer",
  }),
  "invitation.revoke": (scene) => ({ ...commandOf(scene), id: scene.fixture.invitationId }),
  "invitation.preview": ({ fixture }) => ({ token: fixture.invitationToken }),
  "invitation.accept": (scene) => ({ ...commandOf(scene), token: scene.fixture.invitationToken }),

  "member.list": place,
  "member.set": (scene) => ({
    ...commandOf(scene),
    projectId: scene.fixture.projectId,
    userId: scene.cast.people.exMember.id,
    role: "viewer",
  }),
  "member.remove": (scene) => ({
    ...commandOf(scene),
    projectId: scene.fixture.projectId,
    userId: scene.cast.people.viewer.id,
  }),
  "member.leave": (scene) => ({ ...commandOf(scene), projectId: scene.fixture.projectId }),

  "workspace.get": inWorkspace,
  "workspace.getBySlug": ({ fixture: { slug } }) => ({ slug }),
  "workspace.list": () => ({}),
  "workspace.create": ({ fixture }) => ({ workspaceId: fixture.newId(), commandId: fixture.newId(), name: "New" }),
  "workspace.update": (scene) => ({ ...commandOf(scene), baseVersion: 1, set: { name: "New" } }),
  "workspace.listMembers": inWorkspace,
  "workspace.listPeople": inWorkspace,
  "workspace.setMember": (scene) => ({ ...commandOf(scene), userId: scene.cast.people.guest.id, role: "member" }),
  "workspace.removeMember": (scene) => ({ ...commandOf(scene), userId: scene.cast.people.suspended.id }),
};
