import { testAccessTable } from "./try-table.ts";
import { WORK_INPUTS } from "./work-input.ts";

testAccessTable(WORK_INPUTS);
