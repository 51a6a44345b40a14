import { ACCOUNT_INPUTS } from "./account-input.ts";
import { testAccessTable } from "./try-table.ts";

testAccessTable(ACCOUNT_INPUTS);
