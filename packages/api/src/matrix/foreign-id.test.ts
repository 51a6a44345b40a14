import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCESS } from "./access.ts";
import type { Fixture, Kind } from "./fixture.ts";
import { countWrites, createFixture } from "./fixture.ts";
import type { Harness } from "./harness.ts";
import { NO_CALL, PROCEDURES, createHarness, inputsOf } from "./harness.ts";
import type { FieldPath } from "./id-field.ts";
import { idFields, valueAt, withValueAt } from "./id-field.ts";
import type { Principals, Principal } from "./principals.ts";
import { PRINCIPALS, createPrincipals } from "./principals.ts";
import { readTable } from "./table.ts";

// Puts foreign IDs into every ID field. Entities that the caller can't access must be reported as not found and must
// not change.

/**
 * Fields that name a neighbour in a sort order, which is only a hint: an ID that does not exist or that the caller
 * can't see is ignored.
 */
const HINTS = new Set(["after", "before"]);

/** Fields for which a foreign ID has a different result, and why. */
const EXCEPTIONS: Record<string, string> = {
  // The link determines the workspace, so a different workspace is rejected as a mistake.
  "invitation.accept workspaceId": "invalid",
  // Used to refresh known tasks. Tasks that the caller can't see are missing from the result, like deleted ones.
  "sync.read ids.*": "ok",
  "task.list filter.ids.*": "ok",
  "task.tally filter.ids.*": "ok",
  // Checks whether an entity is in the trash. An entity that the caller can't see is reported as not in the trash.
  "trash.list id": "ok",
  // Administrators can query any user. An unknown user has no events.
  "securityEvent.list userId": "ok",
};

/** IDs that the caller can't access, by kind. */
type ForeignIds = Partial<Record<Kind, Id>>;

let harness: Harness;
let strangers: Principals;
let strangersFixture: Fixture;
let otherFixture: Fixture;
beforeAll(async () => {
  harness = await createHarness();
  strangers = await createPrincipals(harness.world);
  strangersFixture = await createFixture(harness.world, strangers);
  otherFixture = await createFixture(harness.world, harness.principals);
});
afterAll(() => harness.world.close());

function idsIn(fixture: Fixture): ForeignIds {
  return {
    project: fixture.projectId,
    section: fixture.sectionId,
    task: fixture.taskId,
    comment: fixture.commentId,
    label: fixture.labelId,
    invitation: fixture.invitationId,
    view: fixture.viewId,
  };
}

function foreignIdSets(fixture: Fixture): Record<string, ForeignIds> {
  const { manager } = strangers.people;
  const { owner } = harness.principals.people;
  const { hidden } = fixture;
  return {
    "another's workspace": {
      ...idsIn(strangersFixture),
      workspace: strangersFixture.workspaceId,
      folder: strangersFixture.folderOf(manager),
      reminder: strangersFixture.reminderOf(manager),
      notification: strangersFixture.notificationOf(manager),
      person: manager.id,
      session: manager.actor.sessionId,
      apiToken: strangers.tokens.reading.id,
    },
    "another workspace of mine": {
      ...idsIn(otherFixture),
      folder: otherFixture.folderOf(harness.principals.people.manager),
      reminder: otherFixture.reminderOf(harness.principals.people.manager),
      notification: otherFixture.notificationOf(harness.principals.people.manager),
    },
    "a project that I am not in": {
      project: hidden.projectId,
      section: hidden.sectionId,
      task: hidden.taskId,
      comment: hidden.commentId,
      view: hidden.viewId,
      folder: fixture.folderOf(owner),
      reminder: fixture.reminderOf(harness.principals.people.viewer),
      notification: fixture.notificationOf(harness.principals.people.viewer),
    },
  };
}

const FOREIGN_ID_SETS = ["another's workspace", "another workspace of mine", "a project that I am not in", "nowhere"];

const table = readTable(ACCESS);
const fieldsOf = (path: string): FieldPath[] => (PROCEDURES.get(path)?._def.inputs ?? []).flatMap(idFields);
const paths = [...PROCEDURES.keys()].filter((path) => fieldsOf(path).length > 0);

/** Returns a principal that is allowed to call the procedure, so that only the ID can cause an error. */
function bestPrincipal(path: string): Principal {
  const order: Principal[] = ["manager", "workspaceAdmin", "instanceAdmin", ...PRINCIPALS];
  const best = order.find((principal) => table.get(path)?.[principal] === "ok");
  if (best === undefined) throw new Error(`Nobody may call ${path}.`);
  return best;
}

describe.each(paths)("%s", (path) => {
  test("its inputs contain every ID field", async () => {
    const inputContext = { ...harness, fixture: await harness.fixture(), me: harness.principals.people.manager };
    const inputs = await Promise.all(inputsOf(path).map(async (maker) => maker(inputContext)));
    const missing = fieldsOf(path).filter((field) =>
      inputs.every((input) => typeof valueAt(input, field) !== "string"),
    );
    expect(missing).toEqual([]);
  });

  test("a foreign ID is not found", { timeout: 120_000 }, async () => {
    const principal = bestPrincipal(path);
    const wrong: string[] = [];
    for (const maker of inputsOf(path)) {
      for (const field of fieldsOf(path)) {
        for (const bag of FOREIGN_ID_SETS) {
          const outside = await countWrites(harness.world, strangersFixture.workspaceId);
          const { ending, hasWritten } = await harness.play(path, principal, maker, (input, fixture) => {
            const id = foreignId(fixture, bag, valueAt(input, field));
            return id === null ? NO_CALL : withValueAt(input, field, id);
          });
          if (ending === "not called") continue;
          const name = field.join(".");
          const isHint = HINTS.has(name) && (ending === "ok" || ending === "not_found");
          const isRefused = ending === (EXCEPTIONS[`${path} ${name}`] ?? "not_found") && !hasWritten;
          const isLeftAlone = (await countWrites(harness.world, strangersFixture.workspaceId)) === outside;
          if (!(isHint || isRefused) || !isLeftAlone) wrong.push(`${name} from ${bag}: ${ending}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

/**
 * Returns the foreign ID to put in place of the `present` one, or null if there is none of that kind.
 *
 * @throws Error if the kind of the present ID is unknown, because the field would not be tested
 */
function foreignId(fixture: Fixture, bag: string, present: unknown): Id | null {
  if (typeof present !== "string") return null;
  const kind = fixture.kinds.get(present);
  if (kind === undefined) throw new Error(`${present} is of no known kind; add the kind to fixture.ts.`);
  if (kind === "new") return null;
  if (bag === "nowhere") return uuidv7();
  return foreignIdSets(fixture)[bag]?.[kind] ?? null;
}
