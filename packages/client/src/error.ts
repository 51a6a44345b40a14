import type { AppRouter } from "@docket/api/root";
import { Refusal } from "@docket/schema/error";
import type { ErrorCode, Issue } from "@docket/schema/error";
import { codeOfStatus, ERROR_STATUS } from "@docket/schema/error-status";
import { BrokenExport } from "@docket/schema/export-line";
import { retryAfterOf } from "@docket/schema/retry-after";
import { TRPCClientError } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { z } from "zod";

/** A reason for which Docket refuses, or `unreachable`: no answer came, so nobody knows whether it was done. */
export type DocketErrorCode = ErrorCode | "unreachable";

type Facts = Omit<Refusal, "code"> & { code: DocketErrorCode; status: number | null };

/** What every call of the client fails with. */
export class DocketError extends TRPCClientError<AppRouter> {
  readonly code: DocketErrorCode;
  /** HTTP status of the answer; null when none came. */
  readonly status: number | null;
  /** What is wrong with the input, field by field. */
  readonly issues: Issue[];
  /** Extra facts of this refusal, for example both sides of a conflict. */
  readonly details: Refusal["details"];
  /** What to tell whoever runs the server; its log has the same. */
  readonly requestId: string | null;
  /** Seconds after which the call may be made again, where the server said so. */
  readonly retryAfterSeconds: number | null;

  constructor(facts: Facts, origin: TRPCClientError<AppRouter>) {
    super(facts.message, {
      ...(origin.shape == null ? {} : { result: { error: origin.shape } }),
      ...(origin.cause === undefined ? {} : { cause: origin.cause }),
      ...(origin.meta === undefined ? {} : { meta: origin.meta }),
    });
    // tRPC's constructor makes every error one of its own class.
    Object.setPrototypeOf(this, DocketError.prototype);
    this.name = "DocketError";
    this.code = facts.code;
    this.status = facts.status;
    this.issues = facts.issues ?? [];
    this.details = facts.details;
    this.requestId = facts.requestId ?? null;
    this.retryAfterSeconds = retryAfterOf({
      details: facts.details,
      response: origin.meta?.["response"],
      cause: origin.cause,
    });
  }
}

/** A refusal from in front of the procedures, or of another program in between. */
const PlainRefusal = z.object({ error: Refusal });

/** Puts a failure of any kind into one form. */
export function toDocketError(error: TRPCClientError<AppRouter>): DocketError {
  return error instanceof DocketError ? error : new DocketError(factsOf(error), error);
}

function factsOf(error: TRPCClientError<AppRouter>): Facts {
  const refusal = Refusal.safeParse(error.data?.refusal);
  if (refusal.success) return { ...refusal.data, status: ERROR_STATUS[refusal.data.code] };
  const plain = PlainRefusal.safeParse(error.meta?.["responseJSON"]);
  if (plain.success) return { ...plain.data.error, status: ERROR_STATUS[plain.data.error.code] };
  if (error.cause instanceof BrokenExport) return { code: "unreachable", status: null, message: error.cause.message };
  const status = statusOf(error);
  if (status === null) return { code: "unreachable", status, message: `Docket did not answer (${reasonOf(error)}).` };
  return {
    code: codeOfStatus(status),
    status,
    message: foreignMessage(status),
  };
}

function foreignMessage(status: number): string {
  if (status === 413)
    return "A proxy in front of Docket refused the request because of its size (413). Raise its limit for request bodies.";
  return `Something answered ${status} that is not Docket. Is the address right?`;
}

function statusOf(error: TRPCClientError<AppRouter>): number | null {
  const code: unknown = typeof error.cause === "object" && "code" in error.cause ? error.cause.code : null;
  // A DOMException has a code too, a small one.
  return typeof code === "number" && code >= 100 ? code : null;
}

/** Node's fetch says only "fetch failed"; why, stands in the cause's cause. */
function reasonOf({ cause, message }: Error): string {
  if (!(cause instanceof Error)) return message;
  return cause.cause instanceof Error ? cause.cause.message || cause.message : cause.message;
}

/** The link that does so for every call. */
export const errorLink: TRPCLink<AppRouter> = () => {
  return ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (result) => observer.next(result),
        complete: () => observer.complete(),
        error: (error) => observer.error(toDocketError(error)),
      }),
    );
};
