import { ApiError } from "@docket/schema/error";
import type { ErrorCode, Issue } from "@docket/schema/error";
import { codeOfStatus, ERROR_STATUS } from "@docket/schema/error-status";
import { BrokenExport } from "@docket/schema/export-line";
import { retryAfterOf } from "@docket/schema/retry-after";
import { TRPCClientError } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { z } from "zod";
import type { AppRouter } from "./router.ts";

/** A Docket error code, or `unreachable` if there was no response. An unreachable call may have taken effect. */
export type DocketErrorCode = ErrorCode | "unreachable";

type Facts = Omit<ApiError, "code"> & { code: DocketErrorCode; status: number | null };

/** The error that the client throws for every failed call. */
export class DocketError extends TRPCClientError<AppRouter> {
  readonly code: DocketErrorCode;
  /** HTTP status of the response, or null if there was none. */
  readonly status: number | null;
  /** The problems with the input, by field. */
  readonly issues: Issue[];
  /** Additional details about the error, for example both versions of a conflict. */
  readonly details: ApiError["details"];
  /** Identifies the request in the server's log. Include it when reporting a problem. */
  readonly requestId: string | null;
  /** Seconds after which the call can be retried, if the server specified it. */
  readonly retryAfterSeconds: number | null;

  constructor(facts: Facts, origin: TRPCClientError<AppRouter>) {
    super(facts.message, {
      ...(origin.shape == null ? {} : { result: { error: origin.shape } }),
      ...(origin.cause === undefined ? {} : { cause: origin.cause }),
      ...(origin.meta === undefined ? {} : { meta: origin.meta }),
    });
    // tRPC's constructor sets the prototype to its own class.
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

/** An error from the server's HTTP layer, which runs before the procedures, or from an intermediary. */
const PlainRefusal = z.object({ error: ApiError });

/** Converts any failure to a `DocketError`. */
export function toDocketError(error: TRPCClientError<AppRouter>): DocketError {
  return error instanceof DocketError ? error : new DocketError(factsOf(error), error);
}

function factsOf(error: TRPCClientError<AppRouter>): Facts {
  const refusal = ApiError.safeParse(error.data?.refusal);
  if (refusal.success) return { ...refusal.data, status: ERROR_STATUS[refusal.data.code] };
  const plain = PlainRefusal.safeParse(error.meta?.["responseJSON"]);
  if (plain.success) return { ...plain.data.error, status: ERROR_STATUS[plain.data.error.code] };
  if (error.cause instanceof BrokenExport) return { code: "unreachable", status: null, message: error.cause.message };
  const status = statusOf(error);
  if (status === null)
    return {
      code: "unreachable",
      status,
      message: `Docket did not answer (${reasonOf(error)}). Check the address and the connection.`,
    };
  return {
    code: codeOfStatus(status),
    status,
    message: foreignMessage(status),
  };
}

function foreignMessage(status: number): string {
  if (status === 413)
    return "A proxy in front of Docket refused the request because of its size (413). Raise its limit for request bodies.";
  return `Something that is not Docket answered with status ${status}. Check the address.`;
}

function statusOf(error: TRPCClientError<AppRouter>): number | null {
  const code: unknown = typeof error.cause === "object" && "code" in error.cause ? error.cause.code : null;
  // A DOMException also has a numeric code, but below 100.
  return typeof code === "number" && code >= 100 ? code : null;
}

/**
 * Returns the reason for a failed request. The error of Node's fetch says only "fetch failed"; the reason is in the
 * cause of its cause.
 */
function reasonOf({ cause, message }: Error): string {
  if (!(cause instanceof Error)) return message;
  return cause.cause instanceof Error ? cause.cause.message || cause.message : cause.message;
}

/** The link that converts the failures of all calls. */
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
