// An oxlint plugin that keeps calendar days and clock times out of `Date`, which converts them in the time zone of the
// process. Days are 'YYYY-MM-DD' and their arithmetic is in packages/schema/src/day.ts.

/** Files that the rule does not apply to, each with the reason. */
const adapters = {
  "apps/web/entities/viewer/browser-time-zone.ts": "proposes the browser's zone for a new account, or when it changes",
  "apps/cli/src/remote/local-zone.ts": "a command line has no account page: its day is the day of the machine",
  "packages/schema/src/day.test.ts":
    "compares the arithmetic of days with that of Date, and checks the zone of the process",
};

const parts = "(?:Date|Day|Month|FullYear|Year|Hours|Minutes|Seconds)";
const calendarMethod = new RegExp(
  `^(?:[gs]et(?:UTC)?${parts}|getTimezoneOffset|to(?:Locale)?(?:Date|Time)String|valueAsDate)$`,
);

/** An instant: a day, a time, and `Z` or an offset. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/;

/** Names of variables and properties that contain a day, such as `today`, `dueOn` and `firstDay`. */
const dayName = /^(?:day|today|tomorrow|yesterday|deadline)$|[a-z](?:Day|On)$/;

const nameOf = ({ type, name, value, computed, property }) => {
  if (type === "Identifier" || type === "PrivateIdentifier") return name;
  if (type === "Literal") return value;
  return type === "MemberExpression" && !(computed && property.type === "Identifier") ? nameOf(property) : undefined;
};

const isGlobal = (node, name) =>
  node.type === "Identifier"
    ? node.name === name
    : nameOf(node) === name && /^(?:globalThis|window)$/.test(nameOf(node.object));

const isDay = (node) =>
  dayName.test(nameOf(node) ?? "") || (node.type === "MemberExpression" && nameOf(node) === "date");

/** Returns whether an argument of `new Date` is a calendar day, or a text without an offset. */
function isCalendarDay(node) {
  if (node.type === "Literal") return typeof node.value === "string" && !instant.test(node.value);
  if (node.type !== "TemplateLiteral") return isDay(node);
  const texts = node.quasis.map(({ value }) => value.cooked ?? "");
  // Such as `2026-11-24T${time}Z`.
  if (instant.test(texts.join("00:00"))) return false;
  const [first, second] = texts;
  return (first === "" && /^(?:T|$)/.test(second ?? "")) || /^\d{4}-/.test(first) || node.expressions.some(isDay);
}

const hasZone = (options) =>
  options?.type === "ObjectExpression" && options.properties.some(({ key }) => key && nameOf(key) === "timeZone");

const noLocalDate = {
  create(context) {
    const path = /(?:^|[/\\])((?:apps|packages|scripts)[/\\].*)$/.exec(context.filename)?.[1] ?? "";
    if (path.replaceAll("\\", "/") in adapters) return {};
    const report = (node, message) => context.report({ node, message });
    const requireZone = (node, options) => {
      if (!hasZone(options))
        report(node, "Name the timeZone: without it, the result depends on the zone of the process.");
    };
    const onConstruct = (node) => {
      const [first, ...more] = node.arguments;
      if (isGlobal(node.callee, "Date")) {
        if (node.type === "CallExpression") report(node, "Date() is a text in the zone of the process.");
        else if (more.length > 0 || (first && isCalendarDay(first)))
          report(node, "A Date is an instant: keep a day as 'YYYY-MM-DD', and convert it with instantOf.");
      }
      if (nameOf(node.callee) === "DateTimeFormat" && nameOf(node.callee.object ?? {}) === "Intl")
        requireZone(node, more[0]);
    };
    return {
      NewExpression: onConstruct,
      CallExpression(node) {
        onConstruct(node);
        const { callee, arguments: given } = node;
        if (callee.type !== "MemberExpression") return;
        const name = nameOf(callee);
        if (isGlobal(callee.object, "Date") && /^(?:parse|UTC)$/.test(name))
          report(node, "Write an instant with its offset, or compute with the functions of @docket/schema/day.");
        if (name === "toLocaleString") requireZone(node, given[1]);
        if (isUtcDay(name, callee.object, given))
          report(node, "This is the day in UTC: use dayInZone, which takes the zone.");
      },
      MemberExpression(node) {
        if (calendarMethod.test(nameOf(node) ?? ""))
          report(node, "Calendar days are 'YYYY-MM-DD' and their arithmetic is @docket/schema/day.");
      },
      ObjectPattern({ properties }) {
        for (const { key } of properties)
          if (key && calendarMethod.test(nameOf(key) ?? ""))
            report(key, "Calendar days are 'YYYY-MM-DD' and their arithmetic is @docket/schema/day.");
      },
    };
  },
};

/** Returns whether a call cuts the day out of the text of an instant, as `toISOString().slice(0, 10)` does. */
function isUtcDay(name, text, [first, second]) {
  if (text.type !== "CallExpression" || !/^to(?:ISOString|JSON)$/.test(nameOf(text.callee) ?? "")) return false;
  if (name === "split") return first?.value === "T";
  return /^(?:slice|substring|substr)$/.test(name) && second?.value <= 10;
}

export default { meta: { name: "time" }, rules: { "no-local-date": noLocalDate } };
