/** Registering, installing, authorising and removing apps. */
import { type AppCredentials, type Manifest, manifest as manifestSchema } from "../../../platform";
import type { Scope } from "../../../pumble";
import { invalid, notFound, Refusal } from "../failure";
import type { AppRecord, AuthorizationRecord, InstallationRecord } from "../state/records";
import { openDirect } from "./channels";
import { postMessage } from "./messages";
import { activePeople, newUser } from "./users";
import { inPerson, type Workspace } from "./workspace";

/** How long an OAuth code can be exchanged. */
const codeLifetimeMs = 10 * 60_000;

/**
 * Registers an app; the one of this id, or else of the same manifest name, is updated and keeps its id and secrets.
 * Refuses a manifest that breaks the documented rules, naming every field at fault.
 * @param kept it stays when the workspace is reset or seeded anew, as what a starter brought
 */
export function registerApp(
  workspace: Workspace,
  given: unknown,
  options: { kept?: boolean | undefined; knownId?: string } = {},
): AppCredentials {
  const { kept, knownId } = options;
  const parsed = manifestSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `manifest.${issue.path.join(".")}: ${issue.message}`);
    throw invalid(...problems);
  }
  const manifest = parsed.data;
  const relative = urlsOf(manifest).find((url) => !/^https?:/.test(url) || !URL.canParse(url));
  if (relative !== undefined) throw invalid(`manifest: "${relative}" must be an absolute http or https URL`);
  const before = knownId === undefined ? appNamed(workspace, manifest.name) : appOf(workspace, knownId);
  const taken = commandTaken(workspace, manifest, before?.id);
  if (taken) throw invalid(`manifest.slashCommands: ${taken} belongs to another app`);
  return workspace.change(() => {
    const app = workspace.db.apps.put({
      id: before?.id ?? workspace.ids.next(),
      manifest,
      ...(before ? secretsOf(before) : newSecrets(workspace)),
      ...(kept || before?.kept ? { kept: true } : {}),
    });
    workspace.emit({ type: "app.registered", appId: app.id });
    return { id: app.id, ...secretsOf(app) };
  });
}

/** The app of this id; refuses with 404. */
export function appOf(workspace: Workspace, appId: string): AppRecord {
  const app = workspace.db.apps.get(appId);
  if (!app) throw notFound();
  return app;
}

export interface Consent {
  appId: string;
  userId: string;
  userScopes: Scope[];
  botScopes: Scope[];
  isReinstall: boolean;
}

/** A member allows an app: it is installed when it was not, and gets a code that one exchange turns into tokens. */
export function allowApp(workspace: Workspace, consent: Consent): string {
  const app = appOf(workspace, consent.appId);
  return workspace.change(() => {
    const isFirst = !workspace.db.installations.has(app.id);
    const installation = install(workspace, app, consent);
    const before = authorizationOf(workspace, app.id, consent.userId);
    workspace.db.authorizations.put({
      id: before?.id ?? workspace.ids.next(),
      appId: app.id,
      userId: consent.userId,
      scopes: consent.userScopes,
      token: before?.token ?? null,
    });
    if (isFirst) greet(workspace, app, installation);
    const code = workspace.db.codes.put({
      id: workspace.ids.secret("code"),
      appId: app.id,
      userId: consent.userId,
      isReinstall: consent.isReinstall,
      withBot: installation.botId !== null && consent.botScopes.length > 0,
      expiresAt: workspace.clock.now() + codeLifetimeMs,
    });
    workspace.emit({ type: "app.authorized", appId: app.id, userId: consent.userId });
    return code.id;
  });
}

/** What an exchanged code is worth; without bot fields when the consent was for no bot. */
export interface Tokens {
  accessToken: string;
  botToken?: string;
  userId: string;
  botId?: string;
  workspaceId: string;
}

/** Turns a code into tokens, once. A reinstall makes both tokens anew, so that the old ones stop working. */
export function exchangeCode(workspace: Workspace, app: AppRecord, codeId: string): Tokens {
  const code = workspace.db.codes.get(codeId);
  const isGood = code?.appId === app.id && code.expiresAt > workspace.clock.now();
  const authorization = isGood ? authorizationOf(workspace, app.id, code.userId) : undefined;
  const installation = workspace.db.installations.get(app.id);
  if (!isGood || !authorization || !installation) throw invalid("code is not valid");
  return workspace.change(() => {
    workspace.db.codes.delete(codeId);
    const keep = <Token extends string | null>(token: Token) => (code.isReinstall ? null : token);
    const accessToken = keep(authorization.token) ?? newToken(workspace, "u");
    workspace.db.authorizations.put({ ...authorization, token: accessToken });
    const tokens = { accessToken, userId: code.userId, workspaceId: workspace.record.id };
    if (!code.withBot || !installation.botId) return tokens;
    const botToken = keep(installation.botToken) ?? newToken(workspace, "b");
    workspace.db.installations.put({ ...installation, botToken });
    return { ...tokens, botToken, botId: installation.botId };
  });
}

/** A member takes the app's access back. */
export function removeAuthorization(workspace: Workspace, appId: string, userId: string): void {
  const authorization = authorizationOf(workspace, appId, userId);
  const installation = workspace.db.installations.get(appId);
  if (!authorization || !installation) throw notFound();
  workspace.change(() => {
    workspace.db.authorizations.delete(authorization.id);
    const details = {
      id: authorization.id,
      app: appId,
      appInstallation: installation.id,
      workspaceUser: userId,
      workspace: workspace.record.id,
      grantedScopes: authorization.scopes,
      accessGranted: false,
    };
    workspace.emit({ type: "app.unauthorized", appId, userId, details });
  });
}

/** Takes the app out of the workspace: tokens end, its bot is deactivated. It stays registered. */
export function uninstallApp(workspace: Workspace, appId: string): void {
  const { db } = workspace;
  const installation = db.installations.get(appId);
  if (!installation) throw notFound();
  workspace.change(() => {
    for (const id of [...db.authorizationsByApp.of(appId)]) db.authorizations.delete(id);
    for (const code of [...db.codes.values()]) if (code.appId === appId) db.codes.delete(code.id);
    for (const home of [...db.homeViews.values()]) if (home.appId === appId) db.homeViews.delete(home.id);
    db.installations.delete(appId);
    const bot = installation.botId ? db.users.get(installation.botId) : undefined;
    if (bot) db.users.put({ ...bot, status: "DEACTIVATED" });
    const details = {
      id: installation.id,
      app: appId,
      workspace: workspace.record.id,
      installedBy: installation.installedBy,
      botUser: installation.botId,
      uninstalledAt: workspace.clock.now(),
    };
    workspace.emit({ type: "app.uninstalled", appId, details });
  });
}

/** Takes an app away for good, out of the workspace first. */
export function removeApp(workspace: Workspace, appId: string): void {
  appOf(workspace, appId);
  workspace.change(() => {
    if (workspace.db.installations.has(appId)) uninstallApp(workspace, appId);
    workspace.db.apps.delete(appId);
  });
}

/** Gives the app new secrets; the old ones stop working at once. */
export function rotateSecrets(workspace: Workspace, appId: string): Omit<AppCredentials, "id"> {
  const app = appOf(workspace, appId);
  const secrets = newSecrets(workspace);
  workspace.change(() => workspace.db.apps.put({ ...app, ...secrets }));
  return secrets;
}

/** What this member allowed this app, or undefined. */
export function authorizationOf(
  workspace: Workspace,
  appId: string,
  userId: string,
): AuthorizationRecord | undefined {
  const { authorizations, authorizationsByApp } = workspace.db;
  return authorizations.all(authorizationsByApp.of(appId)).find((entry) => entry.userId === userId);
}

/** The scopes that a consent link asks for; bot scopes carry `bot:`. Refuses what the manifest does not list. */
export function requestedScopes(app: AppRecord, text: string): { userScopes: Scope[]; botScopes: Scope[] } {
  const wanted = text.split(",").filter((scope) => scope !== "");
  const { userScopes, botScopes } = app.manifest.scopes;
  const unknown = wanted.filter((scope) =>
    scope.startsWith("bot:")
      ? !botScopes.includes(scope.slice(4) as Scope)
      : !userScopes.includes(scope as Scope),
  );
  if (unknown.length > 0) throw invalid(`scopes: the manifest does not list ${unknown.join(", ")}`);
  return {
    userScopes: userScopes.filter((scope) => wanted.includes(scope)),
    botScopes: botScopes.filter((scope) => wanted.includes(`bot:${scope}`)),
  };
}

/** Refuses a redirect that does not begin with one of the manifest's. */
export function checkRedirect(app: AppRecord, redirectUrl: string): void {
  if (!URL.canParse(redirectUrl)) throw invalid("redirectUrl must be a URL");
  if (app.manifest.redirectUrls.some((allowed) => leadsTo(allowed, redirectUrl))) return;
  throw new Refusal(400, 400_000, "redirectUrl is not one of the app's redirectUrls");
}

function install(workspace: Workspace, app: AppRecord, consent: Consent): InstallationRecord {
  const before = workspace.db.installations.get(app.id);
  const asksForBot = app.manifest.bot && consent.botScopes.length > 0;
  if (before && !asksForBot) return before;
  const installation = workspace.db.installations.put({
    id: app.id,
    installedBy: before?.installedBy ?? consent.userId,
    botId: before?.botId ?? (app.manifest.bot ? addBot(workspace, app) : null),
    botScopes: asksForBot ? consent.botScopes : (before?.botScopes ?? []),
    botToken: before?.botToken ?? null,
  });
  if (!before) workspace.emit({ type: "app.installed", appId: app.id });
  return installation;
}

/** The app's bot with a direct channel to every member, as an installation makes them. One from before comes back. */
function addBot(workspace: Workspace, app: AppRecord): string {
  const email = `${app.id}@bots.pumble.invalid`;
  const { users } = workspace.db;
  const before = [...users.values()].find((user) => user.isAddonBot && user.email === email);
  const { displayName, botTitle } = app.manifest;
  const bot = users.put({
    ...(before ?? newUser(workspace, { name: displayName, email, isAddonBot: true })),
    ...{ name: displayName, title: botTitle ?? "", status: "ACTIVATED" },
  });
  if (!before) workspace.emit({ type: "user.joined", user: bot });
  for (const person of activePeople(workspace)) openDirect(workspace, inPerson(bot.id), [person.id]);
  return bot.id;
}

function greet(workspace: Workspace, app: AppRecord, installation: InstallationRecord): void {
  const text = app.manifest.welcomeMessage;
  if (!text || !installation.botId) return;
  const bot = { userId: installation.botId, appId: app.id, isBot: true };
  for (const person of activePeople(workspace)) {
    postMessage(workspace, bot, { channelId: openDirect(workspace, bot, [person.id]).id, text });
  }
}

function newSecrets(workspace: Workspace): Omit<AppCredentials, "id"> {
  const { ids } = workspace;
  return {
    appKey: `xpat-${ids.secret("app key")}`,
    clientSecret: `xpcls-${ids.secret("client secret")}`,
    signingSecret: `xpss-${ids.secret("signing secret")}`,
  };
}

function secretsOf({ appKey, clientSecret, signingSecret }: AppRecord): Omit<AppCredentials, "id"> {
  return { appKey, clientSecret, signingSecret };
}

function newToken(workspace: Workspace, kind: "u" | "b"): string {
  return `xp${kind}t-${workspace.ids.secret("token", 24)}`;
}

function appNamed(workspace: Workspace, name: string): AppRecord | undefined {
  for (const app of workspace.db.apps.values()) if (app.manifest.name === name) return app;
  return undefined;
}

/** Every address that triggers go to. In socket mode none is used. */
function urlsOf(manifest: Manifest): string[] {
  if (manifest.socketMode) return [];
  const { slashCommands, shortcuts, dynamicMenus = [], eventSubscriptions } = manifest;
  return [
    ...[...slashCommands, ...shortcuts, ...dynamicMenus].map((entry) => entry.url),
    ...(eventSubscriptions.events.length > 0 ? [eventSubscriptions.url] : []),
    ...[manifest.blockInteraction, manifest.viewAction].flatMap((entry) => (entry ? [entry.url] : [])),
  ];
}

function commandTaken(
  workspace: Workspace,
  manifest: Manifest,
  ownId: string | undefined,
): string | undefined {
  const others = [...workspace.db.apps.values()].filter((app) => app.id !== ownId);
  const commands = new Set(others.flatMap((app) => app.manifest.slashCommands.map((entry) => entry.command)));
  return manifest.slashCommands.find((entry) => commands.has(entry.command))?.command;
}

/**
 * Whether it begins as the app has it, and leads to the same place: `https://app.example` is no way to
 * `https://app.example.org`.
 */
function leadsTo(allowed: string, redirectUrl: string): boolean {
  if (!redirectUrl.startsWith(allowed) || !URL.canParse(allowed)) return false;
  const [own, given] = [new URL(allowed), new URL(redirectUrl)];
  const isSamePlace = given.protocol === own.protocol && given.host === own.host;
  return isSamePlace && given.username === own.username && given.password === own.password;
}
