import type { ApiToken } from "@docket/schema/api-token";

type ApiTokenRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  workspaceId: string | null;
  projectIds: string[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  lastUsedIp: string | null;
};

/** Converts a row to the token as its owner sees it. It does not contain the secret, which is not stored. */
export function toApiToken(row: ApiTokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    limit: row.workspaceId === null ? null : { workspaceId: row.workspaceId, projectIds: row.projectIds },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: row.lastUsedIp,
  };
}
