import { readdirSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { ENTITY_VIEWS, FIXED_VIEWS } from "../navigation/view-address.ts";

const APP = join(import.meta.dirname, "../app");

/** The path of the first account's workspace. */
export const HOME = "/w/ada-lovelace";

/** The entities that appear in the URLs of the pages. */
export type SampleIds = { projectId: string; taskId: string; name: string; labelId: string; viewId: string };

/** For each folder or view, a function that returns the URL of its page for a sample. */
export const PAGES: Record<string, (sample: SampleIds) => string> = {
  ".": () => "/",
  account: () => "/account",
  admin: () => "/admin",
  "admin/instance": () => "/admin/instance",
  "admin/invitations": () => "/admin/invitations",
  "admin/mail": () => "/admin/mail",
  "admin/security": () => "/admin/security",
  "admin/users": () => "/admin/users",
  "confirm-email": () => "/confirm-email",
  forgot: () => "/forgot",
  invite: () => "/invite",
  login: () => "/login",
  offline: () => "/offline",
  "offline-workspace": () => "/offline-workspace",
  register: () => "/register",
  reset: () => "/reset",
  "revert-email": () => "/revert-email",
  setup: () => "/setup",
  verify: () => "/verify",
  welcome: () => "/welcome",
  "w/[workspace]": () => HOME,
  "w/[workspace]/panel": ({ projectId, taskId }) => `${HOME}/p/${projectId}?task=${taskId}`,
  "w/[workspace]/activity": () => `${HOME}/activity`,
  "w/[workspace]/all": () => `${HOME}/all`,
  "w/[workspace]/completed": () => `${HOME}/completed`,
  "w/[workspace]/import": () => `${HOME}/import`,
  "w/[workspace]/l": ({ labelId }) => `${HOME}/l/${labelId}`,
  "w/[workspace]/mine": () => `${HOME}/mine`,
  "w/[workspace]/notifications": () => `${HOME}/notifications`,
  "w/[workspace]/p": ({ projectId }) => `${HOME}/p/${projectId}`,
  "w/[workspace]/report": () => `${HOME}/report`,
  "w/[workspace]/search": () => `${HOME}/search?q=barrier`,
  ...Object.fromEntries(
    [
      "",
      "appearance",
      "data",
      "keyboard",
      "language",
      "members",
      "notifications",
      "profile",
      "sessions",
      "tokens",
      "workspace",
    ].map((part) => [join("w/[workspace]/settings", part), () => join(HOME, "settings", part)]),
  ),
  "w/[workspace]/t": ({ name }) => `${HOME}/t/${name}`,
  "w/[workspace]/today": () => `${HOME}/today`,
  "w/[workspace]/trash": () => `${HOME}/trash`,
  "w/[workspace]/upcoming": () => `${HOME}/upcoming`,
  "w/[workspace]/v": ({ viewId }) => `${HOME}/v/${viewId}`,
};

/** The views of a workspace, which share a folder: the redirect to the first one, an open task, and each of them. */
const VIEWS = ["", "panel", ...FIXED_VIEWS, ...Object.keys(ENTITY_VIEWS)];

/** The folders of all pages of the app, and the views. */
export const PAGE_FOLDERS = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("page.tsx"))
  .map((path) => dirname(path).split(sep).join("/"))
  .flatMap((folder) => (folder.endsWith("/[[...view]]") ? VIEWS.map((view) => join(folder, "..", view)) : [folder]));
