import type { Config } from "../config.ts";
import type { DomainError } from "../error.ts";
import { invalid } from "../error.ts";

/** The pages that links in mails lead to. Each shows a button; the mail itself, and scanners that follow links, change nothing. */
export const LINK_PATHS = {
  setup: "/setup",
  register: "/welcome",
  invite: "/invite",
  reset: "/reset",
  verify: "/verify",
  changeEmail: "/confirm-email",
  revertEmail: "/revert-email",
} as const;

export type LinkKind = keyof typeof LINK_PATHS;

/**
 * A link with a secret. The address comes from the settings, never from a request. The secret stands behind the `#`,
 * which browsers send to no server: it gets into no log and no Referer, only into the body of the request that uses it.
 */
export function linkTo(config: Config, kind: LinkKind, secret: string): string {
  return new URL(`${LINK_PATHS[kind]}#${secret}`, config.appUrls[0]).href;
}

/** The refusal of a link that is unknown, used, over, or made for something else; all read the same. */
export function wrongLink(): DomainError {
  return invalid("token", "This link does not work, or not any more. Ask for a new one.", "link");
}
