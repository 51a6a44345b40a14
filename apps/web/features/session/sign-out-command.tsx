"use client";

import { useCommands } from "../../actions/use-commands.tsx";
import { useSignOut } from "./use-sign-out.tsx";

/** Registers the action that ends this browser's session. */
export function SignOutCommand() {
  const { signOut, question } = useSignOut();
  useCommands({ "session.end": signOut });
  return question;
}
