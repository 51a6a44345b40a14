import type { Change } from "@docket/schema/change";
import { PROJECT_ROLES, WORKSPACE_ROLES } from "@docket/schema/role";
import type { useTranslations } from "use-intl";

type Translate = ReturnType<typeof useTranslations<"activity">>;

const NAMED_ENTITIES = ["task", "comment", "project", "section", "label", "view", "workspace"] as const;
const ROLES = [...PROJECT_ROLES, ...WORKSPACE_ROLES];

/**
 * Describes, in one sentence, a change to an entity other than a task. The sentence mentions the kind of entity but not
 * its name, which is shown next to it. Returns null for changes that are not shown, such as a personal order.
 *
 * @param nameOf returns the name of a user
 */
export function entityMessage(change: Change, t: Translate, nameOf: (userId: string) => string): string | null {
  const who = nameOf(change.actorId);
  if (change.entity === "member") return memberMessage(change, t, nameOf);
  if (change.entity === "invitation") return invitationMessage(change, t, who);
  const entity = NAMED_ENTITIES.find((name) => name === change.entity);
  if (entity === undefined || change.op === "leave") return null;
  const what = t(`what.${entity}`);
  if (change.op === "create") return t("made", { who, what });
  if (change.op === "trash") return t("trashed", { who, what });
  if (change.op === "restore") return t("restored", { who, what });
  if (change.op === "purge") return t("purged", { who, what });
  if (change.op === "move") return t("moved", { who, what });
  return updateMessage(change, t, who, what);
}

function updateMessage({ before, after }: Change, t: Translate, who: string, what: string): string {
  const [from, to] = [before?.["name"], after?.["name"]];
  if (typeof from === "string" && typeof to === "string") return t("renamed", { who, what, from, to });
  if (after && "archivedAt" in after) return t(after["archivedAt"] === null ? "unarchived" : "archived", { who, what });
  if (after && "color" in after) return t("recoloured", { who, what });
  return t("changed", { who, what });
}

/** Does not name who declined, because an invitation by email must not reveal the account with that address. */
function invitationMessage({ op, after }: Change, t: Translate, who: string): string {
  if (op === "create") return t("invited", { who, role: roleIn(after, t) });
  if (op === "update") return t("acceptedInvitation", { who });
  return after?.["declined"] === true ? t("declinedInvitation") : t("uninvited", { who });
}

function memberMessage(
  { actorId, entityId, before, after }: Change,
  t: Translate,
  nameOf: (userId: string) => string,
): string {
  const who = nameOf(actorId);
  const person = nameOf(entityId);
  const isOwn = actorId === entityId;
  if (after === null) return isOwn ? t("left", { who }) : t("removed", { who, person });
  const role = roleIn(after, t);
  if (before !== null) return t("appointed", { who, person, from: roleIn(before, t), role });
  return isOwn ? t("cameIn", { who, role }) : t("joined", { who, person, role });
}

function roleIn(fields: Change["after"], t: Translate): string {
  const role = ROLES.find((name) => name === fields?.["role"]);
  return role === undefined ? "?" : t(`role.${role}`);
}
