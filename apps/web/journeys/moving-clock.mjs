// Preloaded into the server of a journey (`node --import`): its clock goes ahead by what the parent process says. Nothing of it
// is part of Docket, and nobody but the parent can reach it.
const RealDate = Date;
let ahead = 0;
const now = () => RealDate.now() + ahead;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});

process.on("message", (/** @type {{ passMs?: number }} */ { passMs }) => {
  if (passMs === undefined) return;
  ahead += passMs;
  process.send?.({ now: now() });
});
// Waiting for the parent is no reason to stay alive.
process.channel?.unref();
