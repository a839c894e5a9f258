/** An app: its home view, its shortcuts, and the commands that it answers. */
import type { PageApp, PageView } from "../contract";
import { openDirect } from "../state/actions";
import { homes, readHome } from "../state/homes";
import { report } from "../state/notice";
import { useViewForm } from "../state/view-form";
import { appsById, channelWithBot } from "../state/workspace";
import { Avatar } from "./avatar";
import { Blocks } from "./blocks";
import { openDrawer } from "./drawer";
import { Icon } from "./icon";
import { runGlobal, shortcutsOf } from "./shortcuts";

function Head({ app }: { app: PageApp }) {
  const known = channelWithBot(app.botId);
  const open = () => {
    const { botId, name } = app;
    if (botId) openDirect([botId]).catch((error: unknown) => report(`${name} not opened`, error));
  };
  return (
    <header class="pane-head">
      <button type="button" class="icon-button drawer-button" aria-label="Show channels" onClick={openDrawer}>
        <Icon name="menu" size={20} />
      </button>
      <h1>
        <Avatar userId={app.botId ?? app.id} name={app.name} size={24} />
        <span>{app.name}</span>
      </h1>
      <p class="topic">App</p>
      {known && (
        <a class="head-button" href={`#/${known.channel.id}`}>
          <Icon name="reply" /> Messages
        </a>
      )}
      {!known && app.botId && (
        <button type="button" class="head-button" onClick={open}>
          <Icon name="reply" /> Messages
        </button>
      )}
    </header>
  );
}

function View({ view }: { view: PageView }) {
  const form = useViewForm(view);
  return (
    <section class="home" aria-label="Home">
      {view.title?.text && <h2>{view.title.text}</h2>}
      {view.blocks.length === 0 && <p class="muted">The app shows nothing here yet.</p>}
      <Blocks blocks={view.blocks} source={{ sourceType: "VIEW", sourceId: view.id }} {...form} />
    </section>
  );
}

function Home({ app }: { app: PageApp }) {
  const home = homes.value.get(app.id);
  if (!home || home.phase === "loading") {
    return (
      <p class="muted" role="status">
        Opening {app.name}…
      </p>
    );
  }
  if (home.phase === "none") return <p class="muted">{app.name} has no home view.</p>;
  if (home.phase === "ready") return <View key={home.view.id} view={home.view} />;
  return (
    <div class="state" role="alert">
      <Icon name="warning" size={28} />
      <p>
        The home of {app.name} could not be read: {home.error}.
      </p>
      <button type="button" class="button" onClick={() => void readHome(app.id)}>
        Try again
      </button>
    </div>
  );
}

function Shortcuts({ app }: { app: PageApp }) {
  const shortcuts = shortcutsOf(app, "GLOBAL");
  if (shortcuts.length === 0) return null;
  return (
    <section aria-label="Shortcuts">
      <h2>Shortcuts</h2>
      <ul class="offers">
        {shortcuts.map((shortcut) => (
          <li key={shortcut.name}>
            <button type="button" class="button" onClick={() => runGlobal(app, shortcut)}>
              <Icon name="bolt" size={14} /> {shortcut.displayName}
            </button>
            <span class="muted">{shortcut.description}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Commands({ app }: { app: PageApp }) {
  if (app.slashCommands.length === 0) return null;
  return (
    <section aria-label="Commands">
      <h2>Commands</h2>
      <dl class="commands">
        {app.slashCommands.map(({ command, usageHint, description }) => (
          <div key={command}>
            <dt>
              <code>
                {command} {usageHint}
              </code>
            </dt>
            <dd class="muted">{description}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function AppPane({ appId }: { appId: string }) {
  const app = appsById.value.get(appId);
  if (!app) {
    return (
      <main class="pane">
        <p class="state muted">This app is not installed here any more.</p>
      </main>
    );
  }
  return (
    <main class="pane" aria-label={app.name}>
      <Head app={app} />
      <div class="app-body">
        <Home app={app} />
        <Shortcuts app={app} />
        <Commands app={app} />
      </div>
    </main>
  );
}
