import type { Day } from "@docket/schema/day";
import { useTranslations } from "use-intl";
import { DUE_CHOICES, dayOf } from "../../entities/task/due-choices.ts";
import { formatDay } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Kbd } from "../../ui/kbd.tsx";

const CHOICE =
  "flex min-h-8 w-full items-center gap-3 rounded-md px-2.5 text-start hover:bg-hover focus:bg-hover focus:outline-none pointer-coarse:min-h-11";

type DateChoicesProps = {
  onChoose: (from: Element, day: Day) => void;
  /** Removes the date; undefined if there is none. */
  onRemove: ((from: Element) => void) | undefined;
};

/** Buttons for the suggested days. They are found by `data-choice` to move the focus between them. */
export function DateChoices({ onChoose, onRemove }: DateChoicesProps) {
  const { today, weekStart } = useViewer();
  const reader = useReader();
  const names = useTranslations("task.due");
  const t = useTranslations("datePicker");
  return (
    <div role="group" aria-label={t("choices")} className="phone:grid phone:grid-cols-2">
      {DUE_CHOICES.map(({ name, key }, index) => {
        const day = dayOf(name, today, weekStart);
        return (
          <button
            key={name}
            type="button"
            data-choice
            data-autofocus={index === 0 || undefined}
            className={CHOICE}
            onClick={(event) => onChoose(event.currentTarget, day)}
          >
            <span className="grow">{names(name)}</span>
            <span className="text-muted phone:sr-only">{formatDay(day, reader)}</span>
            <ChoiceKey keys={key} />
          </button>
        );
      })}
      {onRemove && (
        <button type="button" data-choice className={CHOICE} onClick={(event) => onRemove(event.currentTarget)}>
          <span className="grow">{names("none")}</span>
          <ChoiceKey keys="r" />
        </button>
      )}
    </div>
  );
}

/** The key of a choice. On a phone, its space belongs to the name. */
function ChoiceKey({ keys }: { keys: string }) {
  return (
    <span className="phone:hidden">
      <Kbd keys={keys} />
    </span>
  );
}
