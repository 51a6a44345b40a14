"use client";

import { createContext, useContext } from "react";
import { usePeople } from "../../entities/workspace/use-entities.ts";
import type { Mentionable } from "./mention-text.ts";

/** The project whose members can be mentioned; null if there is none. */
export const MentionProject = createContext<string | null>(null);

const NO_ONE: Mentionable[] = [];

/** Returns the people who can be mentioned in a text. They are loaded once the text contains an `@`. */
export function useMentionable(text: string): readonly Mentionable[] {
  const projectId = useContext(MentionProject);
  return usePeople(text.includes("@") ? projectId : null) ?? NO_ONE;
}
