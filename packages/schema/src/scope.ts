import { z } from "zod";

/**
 * What a personal access token can be allowed to do. No scope covers credentials, sessions, people or administration.
 */
export const SCOPES = ["tasks:read", "tasks:write", "projects:read", "projects:write", "import", "export"] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;
