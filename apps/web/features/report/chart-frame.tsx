import type { ReactNode } from "react";
import { Amount } from "./chart-figure.tsx";

type ChartFrameProps = {
  /** What the chart shows, for screen readers. */
  label: string;
  /** The number at the upper end of the vertical axis. */
  end: number;
  /** The names of the first and the last period. */
  first: string;
  last: string;
  /** SVG shapes in a square of 100 × 100, stretched to the size of the chart. */
  children: ReactNode;
};

/** The axes of a chart. They are HTML, so that their texts keep their size when the chart is stretched. */
export function ChartFrame({ label, end, first, last, children }: ChartFrameProps) {
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 text-xs text-muted tabular-nums">
      <div aria-hidden className="flex h-40 flex-col justify-between text-end leading-none">
        {[end, end / 2, 0].map((value) => (
          <span key={value}>
            <Amount value={value} />
          </span>
        ))}
      </div>
      <svg
        role="img"
        aria-label={label}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className="h-40 w-full overflow-visible"
      >
        {[0, 50, 100].map((height) => (
          <line
            key={height}
            x1="0"
            x2="100"
            y1={height}
            y2={height}
            stroke="var(--line)"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {children}
      </svg>
      <div aria-hidden className="col-start-2 mt-1.5 flex justify-between">
        <span>{first}</span>
        <span>{last}</span>
      </div>
    </div>
  );
}
