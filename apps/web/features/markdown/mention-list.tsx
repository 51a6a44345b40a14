"use client";

import { useTranslations } from "use-intl";
import { Avatar } from "../../ui/avatar.tsx";
import type { Mentionable } from "./mention-text.ts";

type MentionListProps = {
  id: string;
  people: readonly Mentionable[];
  activeIndex: number;
  onChoose: (person: Mentionable) => void;
};

/** The people who are offered while a mention is being typed. The focus stays in the text field. */
export function MentionList({ id, people, activeIndex, onChoose }: MentionListProps) {
  const t = useTranslations("panel.comments");
  return (
    <div
      ref={(element) => element?.scrollIntoView({ block: "nearest" })}
      id={id}
      role="listbox"
      aria-label={t("mention")}
      className="absolute inset-x-0 top-full z-20 mt-1 rounded-lg border border-line bg-panel p-1 shadow-lg"
    >
      {people.map((person, index) => (
        // The keys are handled by the text field, which keeps the focus.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={person.userId}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === activeIndex}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 hover:bg-hover aria-selected:bg-hover pointer-coarse:min-h-11"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          <Avatar name={person.name} />
          <span dir="auto" className="min-w-0 truncate">
            {person.name}
          </span>
        </div>
      ))}
    </div>
  );
}
