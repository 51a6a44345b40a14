import type { Answer, Call } from "./caller.ts";

/** The only procedure that is allowed to return IDs of other places, and the fields in which it is allowed to do so. */
const SECURITY_LOG = { path: "securityEvent.list", fields: new Set(["projectId", "invitationId"]) };

/**
 * Returns a whole response, including headers, as text to search for leaks. It omits the only allowed exception: an
 * administrator of the installation can read its whole security log, which contains the IDs of projects and invitations
 * (docs/security.md). Planted words and other IDs in the log are still found.
 *
 * @param isAdministrator whether the caller is, or may have become, an administrator of the installation
 */
export function searchableText(
  { headers, body }: Answer,
  { path }: Pick<Call, "path">,
  isAdministrator: boolean,
): string {
  const paths = path.split(",");
  const isException = isAdministrator && paths.includes(SECURITY_LOG.path);
  return `${JSON.stringify(headers)}\n${isException ? withoutLogIds(body, paths) : body}`;
}

function withoutLogIds(body: string, paths: string[]): string {
  const parsed: unknown = JSON.parse(body);
  const results: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return results
    .map((result, index) =>
      JSON.stringify(result, (key, value: unknown) =>
        paths[index] === SECURITY_LOG.path && SECURITY_LOG.fields.has(key) ? null : value,
      ),
    )
    .join("\n");
}
