import { conformanceOn } from "./conformance/suite";
import { startSqlite } from "./databases";

conformanceOn("SQLite", startSqlite);
