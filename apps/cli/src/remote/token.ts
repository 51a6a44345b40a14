import { newId } from "@docket/client";
import type { ApiToken } from "@docket/schema/api-token";
import { SCOPES } from "@docket/schema/scope";
import type { Scope } from "@docket/schema/scope";
import { Option } from "commander";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { readAll } from "./connection.ts";
import { readSettings } from "./settings.ts";
import { withSignedInSession } from "./sign-in.ts";
import { parseCount } from "./task-format.ts";

type CreateOptions = { scope?: Scope[]; days: number };

/**
 * Adds `docket token`, which manages personal access tokens. It prompts for the password, because tokens can't be
 * managed with a token.
 */
export function addToken(program: Command, cli: Cli): void {
  const token = program.command("token").description("create, list and revoke personal access tokens");
  token
    .command("create")
    .description("create a token, which is shown only once")
    .argument("<name>", "name of the token")
    .addOption(new Option("--scope <scope...>", "permissions (default: all)").choices([...SCOPES]))
    .option("--days <days>", "days until it expires", parseCount, 90)
    .action(async (name: string, { scope, days }: CreateOptions, command: Command) => {
      const made = await withSignedInSession(cli.terminal, serverOf(cli), (docket) =>
        docket.apiToken.create.mutate({ id: newId(), name, scopes: scope ?? [...SCOPES], days }),
      );
      cli.terminal.note("Copy this token now. It won't be shown again.");
      printResult(cli, command, made, made.token);
    });
  token
    .command("list")
    .description("list your tokens")
    .action(async (_options: object, command: Command) => {
      const tokens = await withSignedInSession(cli.terminal, serverOf(cli), (docket) =>
        readAll((page) => docket.apiToken.list.query(page)),
      );
      printResult(cli, command, tokens, tokens.length === 0 ? "No tokens." : tokens.map(formatToken));
    });
  token
    .command("revoke")
    .description("revoke a token")
    .argument("<id>", "id or its first characters (see docket token list)")
    .action(async (id: string, _options: object, command: Command) => {
      const ended = await withSignedInSession(cli.terminal, serverOf(cli), async (docket) => {
        const tokens = await readAll((page) => docket.apiToken.list.query(page));
        const [found, ...others] = tokens.filter((one) => one.id.startsWith(id.toLowerCase()));
        if (found === undefined || others.length > 0)
          throw new UsageError(`"${id}" is not the id of one of your tokens. See docket token list.`);
        await docket.apiToken.revoke.mutate({ id: found.id });
        return found;
      });
      printResult(cli, command, ended, `Revoked ${ended.name}.`);
    });
}

function serverOf({ client }: Cli): string {
  const url = client.url ?? readSettings(client.configHome)?.url;
  if (url === undefined) throw new UsageError("No server is set. Run docket login first, or set DOCKET_URL.");
  return url;
}

function formatToken({ id, name, scopes, expiresAt, lastUsedAt }: ApiToken): string {
  const used = lastUsedAt === null ? "never used" : `used ${lastUsedAt.slice(0, 10)}`;
  return `${id}  ${name}  (${scopes.join(", ")}; until ${expiresAt.slice(0, 10)}, ${used})`;
}
