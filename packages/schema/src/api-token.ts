import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { Scope, SCOPES } from "./scope.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** Longest lifetime of an API token in days. */
export const API_TOKEN_MAX_DAYS = 366;

/** The projects that a token is limited to. All belong to one workspace. */
export const ProjectLimit = z.strictObject({ workspaceId: Id, projectIds: z.array(Id).min(1).max(100) });
export type ProjectLimit = z.infer<typeof ProjectLimit>;

/** A personal access token, without its secret. */
export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  /** The first characters of the token, by which its owner can recognise it. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  limit: z.object({ workspaceId: Id, projectIds: z.array(Id) }).nullable(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  lastUsedIp: z.string().nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const CreateApiToken = z.strictObject({
  /** Chosen by the client, so that a retried request is rejected instead of creating a second token. */
  id: Id,
  name: text({ max: 100, min: 1, lines: "one" }),
  scopes: z
    .array(Scope)
    .min(1)
    .max(SCOPES.length)
    .transform((scopes) => [...new Set(scopes)]),
  limit: ProjectLimit.nullable().default(null),
  /** Lifetime in days from now. */
  days: z.int().min(1).max(API_TOKEN_MAX_DAYS).default(90),
});
export type CreateApiToken = z.infer<typeof CreateApiToken>;

/** A new token. This is the only response that contains its secret. */
export const CreatedApiToken = z.object({ apiToken: ApiToken, token: z.string() });
export type CreatedApiToken = z.infer<typeof CreatedApiToken>;

export const ListApiTokens = PageInput;
export type ListApiTokens = z.infer<typeof ListApiTokens>;
export const ApiTokenPage = page(ApiToken);

export const ApiTokenRef = z.strictObject({ id: Id });
export type ApiTokenRef = z.infer<typeof ApiTokenRef>;
