import type { LayoutProps } from "../../entities/view/layout.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { ColorDot } from "../../ui/color-dot.tsx";

type GroupTitleProps = Pick<LayoutProps, "renderGroupMenu"> & {
  /** The id of the heading, for `aria-labelledby`. */
  id: string;
  group: TaskGroup;
  heading: string;
  /** The number of tasks, if known. */
  count: string | undefined;
  /** Whether the group is an empty day. */
  isThin?: boolean;
};

/** The heading row of a group or column: its name, number of tasks and menu. */
export function GroupTitle({ id, group, heading, count, isThin = false, renderGroupMenu }: GroupTitleProps) {
  const color = group.heading && "color" in group.heading ? group.heading.color : undefined;
  return (
    <>
      {color && <ColorDot color={color} />}
      <h2 id={id} dir="auto" className={`min-w-0 truncate ${isThin ? "text-muted" : "font-semibold"}`}>
        {heading}
      </h2>
      <span className="text-muted tabular-nums">{count}</span>
      <span className="grow" />
      {renderGroupMenu?.(group)}
    </>
  );
}
