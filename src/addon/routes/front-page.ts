/** `GET /`: what this is, for somebody who opens the addon's address in a browser. */
import { Hono } from "hono";
import { html } from "hono/html";
import { version } from "../../pumble/version";
import type { Env } from "../http/env";
import { page, pageHeaders } from "../http/page";
import { slashCommandName } from "../manifest";
import type { Services } from "../services";

export function frontPageRoute(services: Services): Hono<Env> {
  const route = new Hono<Env>();
  route.get("/", (c) =>
    c.html(
      page("API keys for Pumble", [
        "Programs send messages, make channels and read what is there with a key that acts as the member who made it.",
        html`<a class="button" href="${services.publicUrl}/install">Add it to Pumble</a>`,
        html`Then type <code>${slashCommandName} generate</code> in Pumble to make a key.`,
        html`<a href="${services.publicUrl}/api-docs/">Documentation of the API</a> · <a href="${services.publicUrl}/healthz">Health</a> · pumble-iac ${version}`,
      ]),
      200,
      pageHeaders,
    ),
  );
  return route;
}
