import type { Answer, Call } from "./caller.ts";

/** The procedure that may show ids of foreign places, and the fields in which it may. */
const SECURITY_LOG = { path: "securityEvent.list", fields: new Set(["projectId", "invitationId"]) };

/**
 * Returns everything that an answer shows, headers included, as text to search for leaks. Left out is the one thing that a
 * reader may see of places where they are not: an administrator of the installation reads its whole security log, which names
 * projects and invitations by their ids (docs/security.md). A planted word there is still found, as is any other id.
 *
 * @param isAdministrator whether the caller is, or may have become, an administrator of the installation
 */
export function shownText({ headers, body }: Answer, { path }: Pick<Call, "path">, isAdministrator: boolean): string {
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
