import { z } from "zod";

/** Permissions of a personal access token. No scope covers credentials, sessions, people or administration. */
export const SCOPES = ["tasks:read", "tasks:write", "projects:read", "projects:write", "import", "export"] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;
