import os from "node:os";
import path from "node:path";
import { z } from "zod";

// Not `z.httpUrl()`, which requires a domain: localhost and local IP addresses are common here.
const Url = z
  .url({ protocol: /^https?$/, error: "must be an address that starts with http:// or https://" })
  .transform((url) => new URL(url));

/** An origin. Pages and links are resolved from the root, so a path would be lost. */
const Origin = Url.refine((url) => url.href === `${url.origin}/`, {
  error: "must be an address without a path, such as https://tasks.example.org",
});

/** Parses an integer within bounds. */
const count = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number<string>({ error }).int({ error }).min(least, { error }).max(most, { error });
};

/** Accepts one of the given values. */
const choice = <Word extends string>(...words: [Word, Word, ...Word[]]) =>
  z.enum(words, { error: `must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}` });

/** Parses a comma-separated list, ignoring empty entries. */
const List = z.string().transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

const PostgresUrl = z.string().regex(/^postgres(ql)?:\/\//, "must start with postgresql://");

/**
 * All settings and their defaults. No setting is required: by default, Docket runs on 127.0.0.1:3000 with its own
 * PostgreSQL. Only this file reads the environment. The README documents the settings under the same names.
 */
const Environment = z.object({
  /** URLs at which users open Docket, comma-separated. Links in emails use the first. */
  APP_URL: List.pipe(z.array(Origin)).optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: count(0, 65535).default(3000),
  /** Directory that contains the embedded database and the secrets. */
  DOCKET_DATA: z.string().min(1).default("data"),
  DATABASE_URL: PostgresUrl.optional(),
  DATABASE_OWNER_URL: PostgresUrl.optional(),
  DATABASE_POOLER: choice("none", "transaction").default("none"),
  /** Maximum number of connections per process. */
  DATABASE_POOL: count(2, 200).default(10),
  /**
   * Whether other processes use the same database. If so, rate limits are counted in the database instead of in memory.
   */
  PROCESSES: choice("one", "several").default("one"),
  /** What this process does: everything, only serve requests, or only run background jobs. */
  PART: choice("all", "serve", "jobs").default("all"),
  AUTH_SECRETS: z.string().optional(),
  DATA_SECRETS: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
    .optional(),
  /** Sender of emails. Defaults to docket@ followed by the host of the first APP_URL. */
  MAIL_FROM: z.string().optional(),
  TRASH_DAYS: count(1, 3650).default(30),
  /** Number of trusted proxies in front of Docket, each of which adds an X-Forwarded-For entry. */
  TRUSTED_PROXIES: count(0, 10).default(0),
  REGISTRATION: choice("closed", "open").default("closed"),
  /** Requests per minute, per user or, without a session, per IP address. */
  LIMIT_READS: count(1, 1_000_000).default(3_000),
  LIMIT_WRITES: count(1, 1_000_000).default(1_200),
  LIMIT_SEARCHES: count(1, 1_000_000).default(120),
  LIMIT_PAGES: count(1, 1_000_000).default(600),
  LIMIT_ANONYMOUS: count(1, 1_000_000).default(120),
  METRICS_TOKEN: z.string().min(16, "must have 16 characters or more").optional(),
  /** Hours between automatic backups; 0 disables them. */
  BACKUP_EVERY: count(0, 8760).default(0),
  BACKUP_KEEP: count(1, 1000).default(7),
  LOG_LEVEL: choice("fatal", "error", "warn", "info", "debug", "trace", "silent").default("info"),
  NODE_ENV: choice("development", "test", "production").default("production"),
});

/** Maximum number of requests of each kind per minute, per user or, without a session, per IP address. */
export type RequestLimits = { reads: number; writes: number; searches: number; pages: number; anonymous: number };

export type Config = {
  /** Origins at which the app is served. The first is used for links. */
  appUrls: [URL, ...URL[]];
  /** Whether APP_URL was set. If not, the URL is derived from HOST and PORT. */
  isAppUrlSet: boolean;
  host: string;
  port: number;
  dataDirectory: string;
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  databasePooler: "none" | "transaction";
  databasePool: number;
  processes: "one" | "several";
  part: "all" | "serve" | "jobs";
  authSecrets: string | null;
  dataSecrets: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  trashDays: number;
  trustedProxies: number;
  registration: "closed" | "open";
  /** Requests per minute. */
  limits: RequestLimits;
  metricsToken: string | null;
  backupEveryHours: number;
  backupKeep: number;
  logLevel: string;
  mode: "development" | "test" | "production";
};

/** An invalid setting. The message is addressed to the operator. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const PART_NEEDS_DATABASE =
  "A setting in the environment can't be used. PART: needs DATABASE_URL, because only one process can use the PostgreSQL that comes with Docket.";

/**
 * Reads the settings.
 *
 * @param environment the process's environment, except in tests
 * @throws ConfigError listing each invalid variable and its expected form, but not its value, which may be secret
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const env = parseEnvironment(Environment, environment);
  if (env.PART !== "all" && env.DATABASE_URL === undefined) throw new ConfigError(PART_NEEDS_DATABASE);
  const assumedHost = env.HOST === "0.0.0.0" || env.HOST === "::" ? "localhost" : env.HOST;
  const assumed = new URL(`http://${assumedHost.includes(":") ? `[${assumedHost}]` : assumedHost}:${env.PORT}`);
  const [first = assumed, ...others] = env.APP_URL ?? [];
  return {
    appUrls: [first, ...others],
    isAppUrlSet: (env.APP_URL?.length ?? 0) > 0,
    host: env.HOST,
    port: env.PORT,
    dataDirectory: env.DOCKET_DATA,
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL ?? null,
    databasePooler: env.DATABASE_POOLER,
    databasePool: env.DATABASE_POOL,
    // If this process runs only one part, another process must run the rest.
    processes: env.PART === "all" ? env.PROCESSES : "several",
    part: env.PART,
    authSecrets: env.AUTH_SECRETS ?? null,
    dataSecrets: env.DATA_SECRETS ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? `docket@${first.hostname}`,
    trashDays: env.TRASH_DAYS,
    trustedProxies: env.TRUSTED_PROXIES,
    registration: env.REGISTRATION,
    limits: {
      reads: env.LIMIT_READS,
      writes: env.LIMIT_WRITES,
      searches: env.LIMIT_SEARCHES,
      pages: env.LIMIT_PAGES,
      anonymous: env.LIMIT_ANONYMOUS,
    },
    metricsToken: env.METRICS_TOKEN ?? null,
    backupEveryHours: env.BACKUP_EVERY,
    backupKeep: env.BACKUP_KEEP,
    logLevel: env.LOG_LEVEL,
    mode: env.NODE_ENV,
  };
}

function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.infer<Schema> {
  // An empty variable is treated as unset, because Compose and unit files set unset variables to the empty string.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    // An invalid list entry is reported under the setting's name, which users can look up.
    const problems = new Set(parsed.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`));
    throw new ConfigError(`A setting in the environment can't be used. ${[...problems].join("; ")}.`);
  }
  return parsed.data;
}

const ClientEnvironment = z.object({
  /** Directory of user-specific configuration files (XDG Base Directory Specification). */
  XDG_CONFIG_HOME: z.string().optional(),
  DOCKET_URL: Url.optional(),
  DOCKET_TOKEN: z.string().optional(),
});

/**
 * Settings that the command-line client reads from the environment. Its stored settings are in a file under
 * `configHome`.
 */
export type ClientConfig = { configHome: string; url: string | null; token: string | null };

/** Reads the settings of the command-line client, which belong to a user's machine and not to the server. */
export function readClientConfig(environment: Record<string, string | undefined> = process.env): ClientConfig {
  const { XDG_CONFIG_HOME, DOCKET_URL, DOCKET_TOKEN } = parseEnvironment(ClientEnvironment, environment);
  return {
    configHome: XDG_CONFIG_HOME ?? path.join(os.homedir(), ".config"),
    url: DOCKET_URL?.origin ?? null,
    token: DOCKET_TOKEN ?? null,
  };
}
