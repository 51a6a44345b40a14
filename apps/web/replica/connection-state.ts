import type { StreamStatus } from "@docket/replica/tab-session";
import type { ClosedReason } from "@docket/replica/transport";

/** State of sending commands. `unknownAddress` means that the server rejects the address of this page. */
export type SendingStatus = "idle" | "sending" | "offline" | "signedOut" | "unknownAddress";

/** Whether the user's commands reach the server, and changes reach this page. */
export type Connection = {
  status: SendingStatus;
  /** The number of commands that the server has not confirmed. */
  unsent: number;
  live: StreamStatus;
  closedBy: ClosedReason | null;
};

/** The state before the page has connected, also on the server. */
export const INITIAL_CONNECTION: Connection = { status: "idle", unsent: 0, live: "connecting", closedBy: null };
