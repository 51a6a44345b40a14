"use client";

import { Suspense } from "react";
import { loadedLater } from "./loaded-later.ts";
import type { NameQuestionProps } from "./name-question.tsx";

const NameQuestion = loadedLater(async () => (await import("./name-question.tsx")).NameQuestion);

/** Asks for a name. */
export function NameDialog(props: NameQuestionProps) {
  return (
    <Suspense>
      <NameQuestion {...props} />
    </Suspense>
  );
}
