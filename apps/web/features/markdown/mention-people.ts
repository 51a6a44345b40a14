"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { useEntityLists } from "../../entities/workspace/use-entities.ts";
import type { Mentionable } from "./mention-text.ts";

/** The project whose members can be mentioned; null if there is none. */
export const MentionProject = createContext<string | null>(null);

const NO_ONE: Mentionable[] = [];

/** Returns the people who can be mentioned in a text. They are loaded once the text contains an `@`. */
export function useMentionable(text: string): readonly Mentionable[] {
  const projectId = useContext(MentionProject);
  const { peopleOf } = useEntityLists();
  const enabled = projectId !== null && text.includes("@");
  return useQuery({ ...peopleOf(projectId ?? ""), enabled }).data?.items ?? NO_ONE;
}
