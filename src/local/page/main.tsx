/** Entry of the local workspace's page: a chat client for one member at a time. */
import "./main.css";
import { render } from "preact";
import { followInspector } from "./state/inspector";
import { followQuery } from "./state/search";
import { startSession } from "./state/session";
import { App } from "./view/app";
import { followKeys } from "./view/page-keys";

const place = document.getElementById("app");
if (!place) throw new Error('index.html has no element with id "app" to show the page in');
startSession();
followQuery();
followInspector();
followKeys();
render(<App />, place);
