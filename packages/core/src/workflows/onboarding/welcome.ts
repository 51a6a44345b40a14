import type { Color } from "@docket/schema/color";
import type { Priority } from "@docket/schema/task-value";

/** The labels of the welcome project. */
export const WELCOME_LABELS = ["keyboard", "together"] as const;
export type WelcomeLabel = (typeof WELCOME_LABELS)[number];

/** A task in the welcome project. It explains one feature. */
export type WelcomeTask = {
  title: string;
  /** Markdown. */
  description: string;
  labels?: WelcomeLabel[];
  due?: "today" | "tomorrow";
  priority?: Priority;
  subtasks?: WelcomeTask[];
};

/** The content of the welcome project in one language. */
export type Welcome = {
  name: string;
  description: string;
  labels: Record<WelcomeLabel, { name: string; color: Color }>;
  sections: { name: string; tasks: WelcomeTask[] }[];
};
