"use client";

import { TOKEN_KINDS } from "@docket/schema/quick-add/quick-add";
import { EMPTY_LINE, draftWith } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskPlace, QuickAddLine } from "../../entities/draft/new-task-draft.ts";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { LineAssist } from "../quick-add/line-assist.tsx";
import type { LineFieldState } from "../quick-add/line-field.tsx";
import { LinePreview } from "../quick-add/line-preview.tsx";
import { LineSurface } from "../quick-add/line-surface.tsx";
import { homeOf, newTaskLists, positionOf } from "../quick-add/new-task-lists.ts";
import type { NewTaskLine } from "../quick-add/new-task-lists.ts";
import { newTaskOf } from "../quick-add/new-task-of.ts";
import { PastedLines } from "../quick-add/pasted-lines.tsx";
import { readPastedLines } from "../quick-add/read-pasted-lines.ts";
import { KINDS_OF_SUBTASKS } from "../quick-add/token-kinds.ts";
import { TypedChips } from "../quick-add/typed-chips.tsx";
import { useReading } from "../quick-add/use-reading.ts";

type AddRowReaderProps = {
  field: LineFieldState;
  line: QuickAddLine;
  onLine: (line: QuickAddLine) => void;
  place: NewTaskPlace;
  actions: TaskActions;
  /** Pasted lines, until the user has decided whether they are several tasks. */
  pasted: TaskLine[] | null;
  onPasted: (lines: TaskLine[] | null) => void;
  onAdded: ((id: string) => void) | undefined;
  /** Whether the field, or what belongs to it, has the focus. */
  isFocused: boolean;
};

/** Reads a field for new tasks in a list, shows below it what is recognised, and creates the tasks. */
export function AddRowReader({
  field,
  line,
  onLine,
  place,
  actions,
  pasted,
  onPasted,
  onAdded,
  isFocused,
}: AddRowReaderProps) {
  const draft = draftWith(place.fields);
  const [home, position] = [homeOf(place), positionOf(place)];
  const { projectId, sectionId } = home;
  const kinds = position.parentId ? KINDS_OF_SUBTASKS : TOKEN_KINDS;
  const reading = useReading(line, { homeId: projectId, day: draft.due?.date, kinds });
  const { typed } = reading;

  const add = (tasks: NewTaskLine[]) => {
    const [first] = tasks;
    if (!first) return;
    const isHere = first.projectId === projectId && (first.fields.sectionId ?? null) === sectionId;
    onLine(EMPTY_LINE);
    onPasted(null);
    field.inputRef.current?.focus();
    // A single task appears where it was typed, so it needs no message.
    if (tasks.length === 1 && isHere) {
      const id = actions.create(first.title, projectId, { ...first.fields, ...position });
      onAdded?.(id);
    } else actions.createTasks(newTaskLists(tasks, home, position));
  };

  return (
    <>
      <LineAssist
        {...{ field, line, onLine, reading }}
        onSubmit={() => {
          if (typed.title !== "") add([{ ...newTaskOf(typed, draft, home, reading.members), parent: null }]);
        }}
      />
      {isFocused && field.host && (typed.spans.length > 0 || pasted) && (
        <LineSurface anchor={field.host}>
          {pasted ? (
            <PastedLines
              lines={pasted}
              onSeveral={() => add(readPastedLines(pasted, reading, draft, home, kinds))}
              onOne={() => {
                onPasted(null);
                const text = [line.title, ...pasted.map(({ title }) => title)].filter((part) => part !== "").join(" ");
                onLine({ ...line, title: text.slice(0, 500) });
                field.inputRef.current?.focus();
              }}
            />
          ) : (
            <>
              <LinePreview typed={typed} />
              <div className="flex flex-wrap gap-2">
                <TypedChips
                  {...{ line, reading }}
                  onLine={(next) => {
                    onLine(next);
                    field.inputRef.current?.focus();
                  }}
                />
              </div>
            </>
          )}
        </LineSurface>
      )}
    </>
  );
}
