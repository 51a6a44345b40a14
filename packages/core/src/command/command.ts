import { createHash } from "node:crypto";
import type { Prisma } from "@docket/db/generated/client";
import type { CommandInput } from "@docket/schema/command";
import type { Id } from "@docket/schema/id";
import { tokenIdOf } from "../actor.ts";
import type { Ctx, Tx } from "../ctx.ts";
import { DomainError } from "../error.ts";
import { isRetryable, isUniqueViolation } from "../fault.ts";
import { appendToLog } from "./log.ts";
import type { RowSet } from "./lost-race.ts";
import { LostRace, lockRows } from "./lost-race.ts";
import type { ChangeDraft, Json } from "./record.ts";

/** What a command's body is given. */
export type CommandScope = {
  tx: Tx;
  /** Notes a change; it gets its number when the command commits. */
  record: (change: ChangeDraft) => void;
};

/** What a command's body hands back. */
export type Outcome<Answer> = {
  /** Ids from which {@link Command.replay} can find the answer again. No content, no secret. */
  result: Json;
  answer: Answer;
};

export type Command<Answer> = {
  /** `noun.verb`, as the procedure is called. */
  kind: string;
  /** Commands of one large piece of work share it. */
  groupId?: Id;
  undoOf?: Id;
  /** Does the work. It may run again after a lost race, so everything it does must be in `tx`. */
  run: (scope: CommandScope) => Promise<Outcome<Answer>>;
  /**
   * The same work as one statement, where the input is plain enough for it: null when it is not, or when that statement
   * found nothing it may do. `run` then does it, or finds the words to refuse.
   */
  fast?: (inputHash: Uint8Array) => Promise<Answer | null>;
  /** Reads the answer of the first run again, through what the caller may see now. */
  replay: (result: Json) => Promise<Answer>;
};

/** How long a command that loses against other writers is run again, in milliseconds, before it is refused. */
const RETRY_FOR_MS = 8_000;

/**
 * Carries out a write: one transaction, known by the client's command id, with its lines in the change log.
 *
 * The same id again (a retry, a double click, a queue sent twice) changes nothing and gives the first answer, read anew.
 * A refused command leaves no trace, so it may be sent again.
 *
 * @param input the whole parsed input; its command id is the key, the rest is what must be the same when it is repeated
 * @throws DomainError `already_made` when the id was used by somebody else or with another input; `stale` when the rows
 *   kept changing under it; the database's error when a lock did not come; and whatever the body refuses
 */
export async function command<Answer>(ctx: Ctx, input: CommandInput, spec: Command<Answer>): Promise<Answer> {
  const inputHash = hashInput(spec.kind, input);
  const quick = await attemptFast(ctx, input, spec, inputHash);
  if (quick !== null) return quick;
  const deadline = performance.now() + RETRY_FOR_MS;
  const lost: RowSet[] = [];
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.runtime.writers(input.workspaceId, () => attemptCommand(ctx, input, spec, inputHash, lost));
    } catch (error) {
      const earlier = await findCommand(ctx, input);
      // A refusal for another reason stays what it is: it must not tell of somebody else's commands.
      if (earlier && (earlier.actorId === ctx.actor.userId || isUniqueViolation(error))) {
        return spec.replay(checkedResult(ctx, earlier, inputHash));
      }
      if (!isRace(error)) throw error;
      if (performance.now() > deadline) throw error instanceof LostRace ? outrun() : error;
      if (error instanceof LostRace && error.rows !== null) lost.push(error.rows);
      await pause(attempt);
    }
  }
}

/** Tries the one-statement form. When it fails for a reason that `run` handles, nothing was written. */
async function attemptFast<Answer>(
  ctx: Ctx,
  { workspaceId }: CommandInput,
  { fast }: Command<Answer>,
  inputHash: Uint8Array,
): Promise<Answer | null> {
  if (!fast) return null;
  try {
    const answer = await fast(inputHash);
    if (answer !== null) ctx.runtime.notifier.notify(workspaceId);
    return answer;
  } catch (error) {
    if (isUniqueViolation(error) || isRetryable(error)) return null;
    throw error;
  }
}

function outrun(): DomainError {
  return new DomainError("stale", "This was changed by somebody else at the same moment. Please try again.");
}

function isRace(error: unknown): boolean {
  return error instanceof LostRace || isRetryable(error);
}

/** Waits a random moment, longer after each attempt, so that writers do not meet again at the same time. */
function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(10 * 2 ** attempt, 200)));
}

async function attemptCommand<Answer>(
  ctx: Ctx,
  input: CommandInput,
  spec: Command<Answer>,
  inputHash: Uint8Array<ArrayBuffer>,
  lost: readonly RowSet[],
) {
  const { answer, seq } = await ctx.db.$transaction(
    async (tx) => {
      if (lost.length > 0) await lockRows(tx, input.workspaceId, lost);
      const changes: ChangeDraft[] = [];
      const outcome = await spec.run({ tx, record: (change) => changes.push(change) });
      const lastSeq = await appendToLog(tx, {
        workspaceId: input.workspaceId,
        commandId: input.commandId,
        actorId: ctx.actor.userId,
        tokenId: tokenIdOf(ctx.actor),
        kind: spec.kind,
        inputHash,
        result: outcome.result,
        groupId: spec.groupId ?? null,
        undoOf: spec.undoOf ?? null,
        at: ctx.now(),
        changes,
      });
      return { answer: outcome.answer, seq: lastSeq };
    },
    { timeout: 10_000 },
  );
  if (seq !== null) ctx.runtime.notifier.notify(input.workspaceId);
  return answer;
}

type EarlierCommand = { actorId: string; inputHash: Uint8Array; result: Prisma.JsonValue };

/** The command as it was carried out before, if it was. Another failure to read it would hide the first error, so it counts as absent. */
async function findCommand(ctx: Ctx, input: CommandInput): Promise<EarlierCommand | null> {
  return ctx.db.command
    .findUnique({
      where: { workspaceId_id: { workspaceId: input.workspaceId, id: input.commandId } },
      select: { actorId: true, inputHash: true, result: true },
    })
    .catch(() => null);
}

function checkedResult(ctx: Ctx, earlier: EarlierCommand, inputHash: Uint8Array): Json {
  const isSame = earlier.actorId === ctx.actor.userId && Buffer.from(earlier.inputHash).equals(inputHash);
  if (!isSame) throw new DomainError("invalid", "This command id was already used for something else.");
  // Safe because the column is written from a Json value only.
  return earlier.result as Json;
}

/** SHA-256 over the kind and the input with its keys in order, so that equal inputs hash equally. */
function hashInput(kind: string, input: CommandInput): Uint8Array<ArrayBuffer> {
  const canonical = JSON.stringify(input, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
  return new Uint8Array(createHash("sha256").update(kind).update("\0").update(canonical).digest());
}
