import type { Color } from "@docket/schema/color";
import type { Priority } from "@docket/schema/task-value";

/** The labels of the project that explains Docket. */
export const WELCOME_LABELS = ["keyboard", "together"] as const;
export type WelcomeLabel = (typeof WELCOME_LABELS)[number];

/** A task of it: each teaches one thing. */
export type WelcomeTask = {
  title: string;
  /** Markdown. */
  description: string;
  labels?: WelcomeLabel[];
  due?: "today" | "tomorrow";
  priority?: Priority;
  subtasks?: WelcomeTask[];
};

/** The project that explains Docket by being one, in one language. */
export type Welcome = {
  name: string;
  description: string;
  labels: Record<WelcomeLabel, { name: string; color: Color }>;
  sections: { name: string; tasks: WelcomeTask[] }[];
};
