import { useTranslations } from "use-intl";
import { ChartFigure } from "./chart-figure.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { axisEnd } from "./report-period.ts";
import type { Period } from "./report-period.ts";

type PeriodChartProps = {
  periods: readonly Period[];
  /** The names of the periods, in the same order. */
  names: readonly string[];
  isByWeek: boolean;
};

const CREATED = "var(--color-slate)";
const COMPLETED = "var(--accent)";
/** The part of a period's width that its two bars take. */
const BARS = 0.7;

/** What was created and what was completed in each period, as bars next to each other. */
export function FlowChart({ periods, names, isByWeek }: PeriodChartProps) {
  const t = useTranslations("report");
  const sum = (field: "created" | "completed") => periods.reduce((total, period) => total + period[field], 0);
  const summary = t("flowSummary", { created: sum("created"), completed: sum("completed") });
  const end = axisEnd(Math.max(...periods.map(({ created, completed }) => Math.max(created, completed))));
  const step = 100 / periods.length;
  const width = (step * BARS) / 2;
  const bar = (value: number, left: number, fill: string) =>
    value > 0 && <rect x={left} y={100 - (value / end) * 100} width={width} height={(value / end) * 100} fill={fill} />;
  return (
    <ChartFigure
      title={t(isByWeek ? "flowByWeek" : "flowByDay")}
      summary={summary}
      series={[
        { name: t("created"), color: CREATED },
        { name: t("completed"), color: COMPLETED },
      ]}
      rowTitle={t(isByWeek ? "week" : "day")}
      rows={periods.map(({ start, created, completed }, index) => ({
        key: start,
        name: names[index] ?? start,
        values: [created, completed],
      }))}
    >
      <ChartFrame label={summary} end={end} first={names[0] ?? ""} last={names.at(-1) ?? ""}>
        {periods.map(({ start, created, completed }, index) => {
          const left = index * step + (step - 2 * width) / 2;
          return (
            <g key={start}>
              <title>{t("inPeriod", { name: names[index] ?? start, created, completed })}</title>
              {/* The whole height shows the numbers when one points at it. */}
              <rect x={index * step} y="0" width={step} height="100" fill="transparent" />
              {bar(created, left, CREATED)}
              {bar(completed, left + width, COMPLETED)}
            </g>
          );
        })}
      </ChartFrame>
    </ChartFigure>
  );
}

/** How the number of all tasks and that of the completed ones have grown (burn-up). */
export function BurnUpChart({ periods, names, isByWeek }: PeriodChartProps) {
  const t = useTranslations("report");
  const { created = 0, completed = 0 } = periods.at(-1)?.totals ?? {};
  const summary = t("burnUpSummary", { created, completed });
  const end = axisEnd(created);
  const step = periods.length > 1 ? 100 / (periods.length - 1) : 0;
  const line = (field: "created" | "completed") =>
    periods.map(({ totals }, index) => `${index * step},${100 - (totals[field] / end) * 100}`).join(" ");
  return (
    <ChartFigure
      title={t("burnUp")}
      summary={summary}
      series={[
        { name: t("allTasks"), color: CREATED },
        { name: t("completed"), color: COMPLETED },
      ]}
      rowTitle={t(isByWeek ? "week" : "day")}
      rows={periods.map(({ start, totals }, index) => ({
        key: start,
        name: names[index] ?? start,
        values: [totals.created, totals.completed],
      }))}
    >
      <ChartFrame label={summary} end={end} first={names[0] ?? ""} last={names.at(-1) ?? ""}>
        <polygon points={`0,100 ${line("completed")} 100,100`} fill="var(--soft)" />
        <polyline
          points={line("created")}
          fill="none"
          stroke={CREATED}
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
        <polyline
          points={line("completed")}
          fill="none"
          stroke={COMPLETED}
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
      </ChartFrame>
    </ChartFigure>
  );
}
