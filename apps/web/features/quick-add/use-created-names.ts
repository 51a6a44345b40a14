"use client";

import type { NamedId } from "@docket/schema/quick-add/quick-add";
import { uuidv7 } from "@docket/schema/uuid";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";

/** Creates a project or label. */
export type CreateName = (kind: "project" | "label", name: string) => void;

/**
 * Returns a function that creates projects and labels, and the created projects. They can be typed before the server
 * has confirmed them. Guests can't create any.
 */
export function useCreatedNames(): { projects: readonly NamedId[]; create: CreateName | null } {
  const { role } = useWorkspace();
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("navigation");
  const [projects, setProjects] = useState<readonly NamedId[]>([]);
  const create = useMemo<CreateName | null>(() => {
    if (role === "guest") return null;
    return (kind, name) => {
      const id = uuidv7();
      done(t("added", { name }), replica.write(`${kind}.create`, { id, name }));
      // New labels are in the list of labels immediately.
      if (kind === "project") setProjects((others) => [...others, { id, name }]);
    };
  }, [done, role, replica, t]);
  return { projects, create };
}
