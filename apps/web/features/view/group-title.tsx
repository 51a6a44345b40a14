import { ColorDot } from "../../ui/color-dot.tsx";
import type { LayoutProps } from "./layout.ts";
import type { TaskGroup } from "./task-group.ts";

type GroupTitleProps = Pick<LayoutProps, "renderGroupMenu"> & {
  /** The id of the heading, by which the group is named. */
  id: string;
  group: TaskGroup;
  heading: string;
  /** How many tasks it has, as far as that is known. */
  count: string | undefined;
};

/** What stands in one line at the head of a group or a column: its name, how many tasks it has, and at the end its menu. */
export function GroupTitle({ id, group, heading, count, renderGroupMenu }: GroupTitleProps) {
  const color = group.heading && "color" in group.heading ? group.heading.color : undefined;
  return (
    <>
      {color && <ColorDot color={color} />}
      <h2 id={id} dir="auto" className="min-w-0 truncate font-semibold">
        {heading}
      </h2>
      <span className="text-muted tabular-nums">{count}</span>
      <span className="grow" />
      {renderGroupMenu?.(group)}
    </>
  );
}
