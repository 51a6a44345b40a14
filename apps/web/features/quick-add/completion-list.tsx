"use client";

import { CircleUser, Plus } from "lucide-react";
import { useEffect, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useLabels, useProjects } from "../../entities/workspace/use-entities.ts";
import { ColorDot } from "../../ui/color-dot.tsx";
import type { Completion, NameKind } from "./completion.ts";

const OPTION =
  "flex min-h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-start aria-selected:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

type CompletionListProps = {
  id: string;
  kind: NameKind;
  /** The element around the field. */
  anchor: HTMLElement;
  /** Position in the text at which the list opens. */
  offset: number;
  choices: readonly Completion[];
  active: number;
  onTake: (choice: Completion) => void;
};

/** The list of names that complete what is typed. The focus stays in the field. */
export function CompletionList({ id, kind, anchor, offset, choices, active, onTake }: CompletionListProps) {
  const t = useTranslations("quickAdd.completion");
  const list = useRef<HTMLDivElement>(null);
  const labels = useLabels();
  const projects = useProjects();

  useEffect(() => list.current?.showPopover(), []);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const { left, top, bottom } = positionIn(anchor, offset);
    const { innerWidth, innerHeight } = window;
    const { offsetWidth, offsetHeight } = element;
    const isBelow = bottom + offsetHeight + EDGE < innerHeight;
    element.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - offsetWidth - EDGE))}px`;
    element.style.top = `${isBelow ? bottom : Math.max(EDGE, top - offsetHeight)}px`;
  });
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const iconOf = (choiceId: string) => {
    if (kind === "person") return <CircleUser aria-hidden />;
    const color = (kind === "label" ? labels : projects).byId.get(choiceId)?.color;
    return color === undefined ? null : <ColorDot color={color} />;
  };
  return (
    <div
      ref={list}
      id={id}
      popover="manual"
      role="listbox"
      aria-label={t(kind)}
      className="fixed inset-auto m-0 max-h-72 w-64 max-w-[calc(100vw-1rem)] overflow-y-auto overscroll-contain rounded-lg border border-line bg-panel p-1 text-text shadow-lg"
    >
      {choices.map((choice, index) => (
        <button
          key={"id" in choice ? choice.id : "+"}
          type="button"
          role="option"
          id={`${id}-${index}`}
          tabIndex={-1}
          aria-selected={index === active}
          className={OPTION}
          // The field keeps the focus and its caret.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(choice)}
        >
          {"id" in choice ? iconOf(choice.id) : <Plus aria-hidden />}
          <span dir="auto" className="min-w-0 grow truncate">
            {"id" in choice
              ? choice.name
              : t(kind === "label" ? "createLabel" : "createProject", { name: choice.create })}
          </span>
        </button>
      ))}
    </div>
  );
}

/** Distance from the edge of the window, in pixels. */
const EDGE = 8;

/** Returns where a character of the line is drawn. */
function positionIn(host: HTMLElement, offset: number): { left: number; top: number; bottom: number } {
  const field = host.getBoundingClientRect();
  const text = host.querySelector("[data-line-text]");
  if (!text) return field;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (rest < length) {
      const range = document.createRange();
      range.setStart(node, rest);
      range.setEnd(node, rest + 1);
      return { left: range.getBoundingClientRect().left, top: field.top, bottom: field.bottom };
    }
    rest -= length;
  }
  return field;
}
