/** A local workspace with its page, a browser, and members who act from outside the page. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type LocalWorkspace, type LocalWorkspaceOptions, startLocalWorkspace } from "../../src/local";
import type { PageChannels, PageMessage, PageState } from "../../src/local/page/contract";
import type { Message, User } from "../../src/pumble";
import { buildPage } from "../../tools/page-bundle";
import { act } from "../support/control";
import { chromiumArgs } from "./find-chromium";
import { timedPage } from "./timing";

/** A member who acts through the page's API, as another person's page would. */
export class Person {
  constructor(
    private readonly workspace: LocalWorkspace,
    readonly user: User,
  ) {}

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.workspace.pageUrl}page/api/${path}`, {
      method,
      headers: { "x-pumble-member": this.user.id, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  async channelId(name: string): Promise<string> {
    const channels = await this.call<PageChannels>("GET", "channels");
    const found = channels.find((entry) => entry.channel.name === name);
    if (!found) throw new Error(`${this.user.name} sees no channel ${name}`);
    return found.channel.id;
  }

  async post(channel: string, body: { text: string; [field: string]: unknown }): Promise<Message> {
    const path = `channels/${await this.channelId(channel)}/messages`;
    return (await this.call<PageMessage>("POST", path, body)).message;
  }

  async newest(channel: string): Promise<Message | undefined> {
    const path = `channels/${await this.channelId(channel)}/messages?limit=1`;
    return (await this.call<{ messages: Message[] }>("GET", path)).messages[0];
  }
}

/** Everything that one test file needs. */
export class Stage {
  workspace!: LocalWorkspace;
  readonly problems: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "pumble-page-"));
  #browser!: Browser;

  /** Builds the page, starts the workspace and the browser. */
  async open(executablePath: string, options: LocalWorkspaceOptions = {}): Promise<void> {
    await buildPage(this.#folder);
    this.workspace = await startLocalWorkspace({ pageDir: this.#folder, limits: false, ...options });
    this.#browser = await chromium.launch({ executablePath, args: chromiumArgs });
  }

  async person(name: string): Promise<Person> {
    const response = await fetch(`${this.workspace.pageUrl}page/api/state`);
    const { members } = (await response.json()) as PageState;
    const user = members.find((member) => member.name === name);
    if (!user) throw new Error(`no member ${name}`);
    return new Person(this.workspace, user);
  }

  /** Does as a member what the control API can do. */
  act(as: string, action: string, fields: object): Promise<unknown> {
    return act(this.workspace, as, action, fields);
  }

  /** Opens the page as a member and waits until it shows a channel. Console errors are collected in `problems`. */
  async page(member: string, channel = "general", options: BrowserContextOptions = {}): Promise<Page> {
    const person = await this.person(member);
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-US",
      timezoneId: "UTC",
      reducedMotion: "reduce",
      ...options,
    });
    const page = await timedPage(context);
    page.setDefaultTimeout(15_000);
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    page.on("pageerror", (error) => this.problems.push(String(error.stack)));
    const address = `?member=${person.user.id}#/${await person.channelId(channel)}`;
    await page.goto(`${this.workspace.pageUrl}${address}`);
    await page.getByRole("heading", { level: 1, name: channel }).waitFor();
    return page;
  }

  /** Closes what `page` has opened. */
  async closePages(): Promise<void> {
    const contexts = this.#browser?.contexts() ?? [];
    await Promise.all(contexts.map((context) => context.close()));
  }

  /** Stops the workspace and starts it again at the same address, with what `dataDir` holds. */
  async restart(options: LocalWorkspaceOptions, meanwhile: () => Promise<void>): Promise<void> {
    const port = Number(new URL(this.workspace.workspaceUrl).port);
    await this.workspace.close();
    await meanwhile();
    this.workspace = await startLocalWorkspace({ pageDir: this.#folder, limits: false, port, ...options });
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.workspace?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
