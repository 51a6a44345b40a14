"use client";

import type { Section } from "@docket/schema/section";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { InlineText } from "../../ui/inline-text.tsx";
import type { SectionActions } from "./use-section-actions.ts";

/** The name of a section, which can be edited in place. */
export function SectionHeading({
  section,
  canEdit,
  actions,
}: {
  section: Section;
  canEdit: boolean;
  actions: SectionActions;
}) {
  const [isEditing, setEditing] = useState(false);
  return (
    <div className="group flex items-center gap-2 border-b border-line pt-2 pb-1">
      <h2 className="min-w-0 grow font-semibold">
        <InlineText
          value={section.name}
          label={`Name of section ${section.name}`}
          maxLength={200}
          isReadOnly={!canEdit}
          isEditing={isEditing}
          onEditing={setEditing}
          onSave={(name) => actions.rename(section, name)}
        />
      </h2>
      {canEdit && (
        <button
          type="button"
          aria-label={`Delete section ${section.name}`}
          className="grid size-9 place-items-center rounded-md text-muted hover:bg-hover hover:text-text"
          onClick={() => actions.trash(section)}
        >
          <Trash2 aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
