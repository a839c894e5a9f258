import { test } from "vitest";
import { conformanceOn } from "./conformance/suite";
import { startPostgres } from "./databases";

if (startPostgres) conformanceOn("PostgreSQL", startPostgres);
else test.skip("the public API on PostgreSQL, which this machine does not have", () => undefined);
