import { conformanceOn } from "./conformance";
import { startSqlite } from "./databases";

conformanceOn("SQLite", startSqlite);
