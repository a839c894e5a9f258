/** Entry of the local workspace's page: a chat client for one member at a time. */
import "./main.css";
import { render } from "preact";
import { startSession } from "./state/session";
import { App } from "./view/app";

const place = document.getElementById("app");
if (!place) throw new Error('index.html has no element with id "app" to show the page in');
startSession();
render(<App />, place);
