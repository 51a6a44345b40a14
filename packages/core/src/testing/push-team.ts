import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { AddPushSubscription } from "@docket/schema/push";
import { addPushSubscription } from "../identity/push/mutations.ts";
import { openSession } from "../identity/session/open.ts";
import { sendPushes } from "../workflows/notification/push.ts";
import { relayChanges } from "../workflows/notification/relay.ts";
import type { TestBrowser } from "./push-service.ts";
import { startPushService } from "./push-service.ts";
import { createTeam, taskIn } from "./team.ts";
import type { Person } from "./world.ts";
import { createWorld } from "./world.ts";

export type PushTeam = Awaited<ReturnType<typeof createPushTeam>>;

/** Creates a team whose browsers get their push notifications from a push service on this machine. */
export async function createPushTeam() {
  const pushService = await startPushService();
  const world = await createWorld();
  const runtime = { ...world.runtime, outbound: pushService.outbound };
  const team = await createTeam(world);

  const ctxOf = (person: Person) => ({ ...world.ctxOf(person), runtime });
  const now = () => Prisma.sql`${world.runtime.clock()}::timestamptz`;

  /** Turns on push notifications in the browser of a person's session. */
  async function subscribe(person: Person): Promise<TestBrowser> {
    const created = pushService.browser();
    await addPushSubscription(ctxOf(person), AddPushSubscription.parse(created.subscription));
    return created;
  }

  /** Creates a task that is assigned to a person. */
  function createAssigned(title: string, { id }: Person = team.editor): Promise<Id> {
    return taskIn(world, team, team.manager, { title, assigneeIds: [id] });
  }

  return {
    pushService,
    world,
    runtime,
    team,
    ctxOf,
    now,
    subscribe,
    createAssigned,
    /** Sends what is due according to the clock of the test. */
    send: (used = runtime) => sendPushes(used, { now: now() }),
    queued: () => runtime.db.pushDelivery.findMany(),
    titles: () => pushService.received.map(({ content }) => content["title"]),
    /** Turns on push notifications in another browser of the same person. */
    subscribeOther: async (person: Person): Promise<TestBrowser> => {
      const user = { id: person.id, securityVersion: 0 };
      const { sessionId } = await openSession(runtime.db, runtime, world.anonymous().request, user, null);
      return subscribe({ ...person, actor: { ...person.actor, sessionId } });
    },
    /** Creates a task that is assigned to a person, and derives the notification. */
    assignedTask: async (title = "Paint the fence", person = team.editor): Promise<Id> => {
      const id = await createAssigned(title, person);
      await relayChanges(runtime);
      return id;
    },
    /** Removes all notifications and devices, and forgets what was received. */
    clear: async () => {
      world.setTime("2026-11-23T12:00:00.000Z");
      await relayChanges(runtime);
      await runtime.db.notification.deleteMany({});
      await runtime.db.pushSubscription.deleteMany({});
      pushService.service.answerTo = () => ({ status: 201 });
      pushService.received.length = 0;
    },
    close: async () => {
      await world.close();
      await pushService.close();
    },
  };
}
