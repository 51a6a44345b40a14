import { PEOPLE_INPUTS } from "./people-input.ts";
import { testAccessTable } from "./try-table.ts";

testAccessTable(PEOPLE_INPUTS);
