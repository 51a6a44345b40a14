import { expect, test } from "vitest";
import { taskRow } from "../../sync/rows.fixture.ts";
