"use client";

import { useActions } from "../../actions/use-actions.tsx";
import { useSignOut } from "./use-sign-out.tsx";

/** Registers the action that ends this browser's session. */
export function SignOutAction() {
  const { signOut, question } = useSignOut();
  useActions({ "session.end": signOut });
  return question;
}
