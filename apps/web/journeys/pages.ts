import { readdirSync } from "node:fs";
import { dirname, join, sep } from "node:path";

const APP = join(import.meta.dirname, "../app");

/** The path of the first account's workspace. */
export const HOME = "/w/ada-lovelace";

/** The entities that appear in the URLs of the pages. */
export type SampleIds = { projectId: string; taskId: string; name: string; labelId: string; viewId: string };

/** For each folder, a function that returns the URL of the folder's page for a sample. */
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
  register: () => "/register",
  reset: () => "/reset",
  "revert-email": () => "/revert-email",
  setup: () => "/setup",
  verify: () => "/verify",
  welcome: () => "/welcome",
  "w/[workspace]": () => HOME,
  "w/[workspace]/@panel/[...path]": ({ projectId, taskId }) => `${HOME}/p/${projectId}?task=${taskId}`,
  "w/[workspace]/activity": () => `${HOME}/activity`,
  "w/[workspace]/all": () => `${HOME}/all`,
  "w/[workspace]/completed": () => `${HOME}/completed`,
  "w/[workspace]/import": () => `${HOME}/import`,
  "w/[workspace]/l/[label]": ({ labelId }) => `${HOME}/l/${labelId}`,
  "w/[workspace]/mine": () => `${HOME}/mine`,
  "w/[workspace]/notifications": () => `${HOME}/notifications`,
  "w/[workspace]/p/[project]": ({ projectId }) => `${HOME}/p/${projectId}`,
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
  "w/[workspace]/t/[name]": ({ name }) => `${HOME}/t/${name}`,
  "w/[workspace]/today": () => `${HOME}/today`,
  "w/[workspace]/trash": () => `${HOME}/trash`,
  "w/[workspace]/upcoming": () => `${HOME}/upcoming`,
  "w/[workspace]/v/[view]": ({ viewId }) => `${HOME}/v/${viewId}`,
};

/** The folders of all pages of the app. */
export const PAGE_FOLDERS = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("page.tsx"))
  .map((path) => dirname(path).split(sep).join("/"));
