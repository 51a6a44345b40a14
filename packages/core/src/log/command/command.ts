import { createHash } from "node:crypto";
import type { Prisma } from "@docket/db/generated/client";
import type { CommandInput } from "@docket/schema/command-input";
import type { Id } from "@docket/schema/id";
import { tokenIdOf } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import { isRetryable, isUniqueViolation } from "../../runtime/fault.ts";
import type { Json } from "../../runtime/json.ts";
import type { ChangeDraft } from "../record.ts";
import type { LogEntry } from "./log.ts";
import { appendToLog } from "./log.ts";
import type { RowSet } from "./lost-race.ts";
import { LostRace, lockRows } from "./lost-race.ts";

/** The argument of a command's `run` function. */
export type CommandScope = {
  tx: Tx;
  /** Records a change. It is assigned its sequence number when the command commits. */
  record: (change: ChangeDraft) => void;
};

/** The result of a command's `run` function. */
export type Outcome<Answer> = {
  /** Ids from which {@link Command.replay} can read the answer again. Must not contain content or secrets. */
  result: Json;
  answer: Answer;
};

export type Command<Answer> = {
  /** `entity.verb`, the name of the API procedure. */
  kind: string;
  /** Id shared by commands that belong to one larger operation. */
  groupId?: Id;
  undoOf?: Id;
  /** Executes the command. It may run again after a lost race, so all its effects must be in `tx`. */
  run: (scope: CommandScope) => Promise<Outcome<Answer>>;
  /**
   * Executes the command in one statement, for simple inputs. Returns null for other inputs or if the statement changed
   * nothing. `run` then executes the command, or throws an error with the reason.
   *
   * @param entry the command's log entry, without its result
   */
  fast?: (entry: Omit<LogEntry, "result">) => Promise<Answer | null>;
  /** Reads the answer of an earlier execution again, subject to the caller's current access. */
  replay: (result: Json) => Promise<Answer>;
};

/** How long a command that keeps losing races is retried before it is rejected, in milliseconds. */
const RETRY_FOR_MS = 8_000;

/**
 * Executes a write in one transaction, identified by the client's command id, and records its changes in the change
 * log.
 *
 * Commands are idempotent: repeating one with the same id (a retry, a double click, a queue sent twice) changes nothing
 * and returns the original answer, read again. A rejected command leaves no trace, so it can be sent again. The position
 * of its last change is passed to `ctx.noteCommand`, also when it is repeated.
 *
 * @param input the whole parsed input; its command id is the idempotency key, and a repetition must have the same input
 * @throws DomainError `invalid` if the id was used by another user or with a different input; `stale` if the rows kept
 *   changing; the database's error if a lock could not be acquired; and any error that `run` throws
 */
export async function command<Answer>(ctx: Ctx, input: CommandInput, spec: Command<Answer>): Promise<Answer> {
  const inputHash = hashInput(spec.kind, input);
  const fastAnswer = await attemptFast(ctx, input, spec, inputHash);
  if (fastAnswer !== null) return fastAnswer;
  const deadline = performance.now() + RETRY_FOR_MS;
  const lost: RowSet[] = [];
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.runtime.writers(input.workspaceId, () => attemptCommand(ctx, input, spec, inputHash, lost));
    } catch (error) {
      const earlier = await findCommand(ctx, input);
      // If another user's command has this id, an error other than a unique violation is thrown as is, because an error
      // about the id would reveal that command.
      if (earlier && (earlier.actorId === ctx.actor.userId || isUniqueViolation(error))) {
        const result = checkedResult(ctx, earlier, inputHash);
        ctx.noteCommand?.(input.commandId, earlier.lastSeq);
        return spec.replay(result);
      }
      if (!isRace(error)) throw error;
      if (performance.now() > deadline) throw error instanceof LostRace ? staleError() : error;
      if (error instanceof LostRace && error.rows !== null) lost.push(error.rows);
      await pause(attempt);
    }
  }
}

/** Tries the single-statement form. Returns null, with nothing written, for errors that `run` handles. */
async function attemptFast<Answer>(
  ctx: Ctx,
  input: CommandInput,
  spec: Command<Answer>,
  inputHash: Uint8Array,
): Promise<Answer | null> {
  if (!spec.fast) return null;
  try {
    const answer = await spec.fast(entryOf(ctx, input, spec, inputHash));
    if (answer !== null) ctx.runtime.notifier.notify(input.workspaceId);
    return answer;
  } catch (error) {
    if (isUniqueViolation(error) || isRetryable(error)) return null;
    throw error;
  }
}

function staleError(): DomainError {
  return new DomainError("stale", "Someone else changed this at the same time. Try again.");
}

function isRace(error: unknown): boolean {
  return error instanceof LostRace || isRetryable(error);
}

/** Waits for a random time that increases with each attempt, so that competing writers don't collide again. */
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
      const entry = entryOf(ctx, input, spec, inputHash);
      const lastSeq = await appendToLog(tx, { ...entry, result: outcome.result, changes });
      return { answer: outcome.answer, seq: lastSeq };
    },
    { timeout: 10_000 },
  );
  if (seq !== null) ctx.runtime.notifier.notify(input.workspaceId);
  ctx.noteCommand?.(input.commandId, seq);
  return answer;
}

function entryOf<Answer>(
  ctx: Ctx,
  { workspaceId, commandId }: CommandInput,
  { kind, groupId, undoOf }: Command<Answer>,
  inputHash: Uint8Array,
): Omit<LogEntry, "result"> {
  return {
    workspaceId,
    commandId,
    actorId: ctx.actor.userId,
    tokenId: tokenIdOf(ctx.actor),
    kind,
    inputHash,
    groupId: groupId ?? null,
    undoOf: undoOf ?? null,
    at: ctx.now(),
  };
}

type EarlierCommand = { actorId: string; inputHash: Uint8Array; result: Prisma.JsonValue; lastSeq: bigint | null };

/**
 * Returns the earlier execution of a command, or null. Also returns null if reading it fails, because that error would
 * hide the original one.
 */
async function findCommand(ctx: Ctx, input: CommandInput): Promise<EarlierCommand | null> {
  return ctx.db.command
    .findUnique({
      where: { workspaceId_id: { workspaceId: input.workspaceId, id: input.commandId } },
      select: { actorId: true, inputHash: true, result: true, lastSeq: true },
    })
    .catch(() => null);
}

function checkedResult(ctx: Ctx, earlier: EarlierCommand, inputHash: Uint8Array): Json {
  const isSame = earlier.actorId === ctx.actor.userId && Buffer.from(earlier.inputHash).equals(inputHash);
  if (!isSame) throw new DomainError("invalid", "This command id was already used for something else.");
  // Safe because only `Json` values are written to this column.
  return earlier.result as Json;
}

/** Returns the SHA-256 hash of the kind and the input, with sorted keys so that equal inputs have equal hashes. */
function hashInput(kind: string, input: CommandInput): Uint8Array<ArrayBuffer> {
  const canonical = JSON.stringify(input, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
  return new Uint8Array(createHash("sha256").update(kind).update("\0").update(canonical).digest());
}
