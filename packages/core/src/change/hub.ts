import type { Id } from "@docket/schema/id";

/** Word within and between processes that something was written. It says only where; what, is read from the change log. */
export type Hub = {
  /** Says that a workspace has new changes. */
  wake: (workspaceId: Id) => void;
  /** Says that a person's sessions or memberships changed, so their open streams must look again whether they may go on. */
  wakeUser: (userId: Id) => void;
  /**
   * Calls `listener` whenever the workspace may have new changes, or the person's rights may have changed.
   *
   * @returns the function that ends it
   */
  listen: (workspaceId: Id, userId: Id, listener: () => void) => () => void;
  close: () => Promise<void>;
};
