import { join } from "node:path";
import { proxiesOf } from "../../pumble/proxies";
import type { Permissions } from "../permissions";

/** Variables that a runtime itself needs; all others stay outside unless the script declares them. */
const runtimeVariables = [
  "HOME",
  "USERPROFILE",
  "LOCALAPPDATA",
  "SystemRoot",
  "TMPDIR",
  "TEMP",
  "XDG_CACHE_HOME",
  "DENO_CERT",
  "DENO_TLS_CA_STORE",
  "NODE_EXTRA_CA_CERTS",
];

/** Where Deno's caches, `localStorage` among them, would be: below a file, so that nothing can be kept there. */
const nowhere = { DENO_DIR: join(process.execPath, "none") };

/** The environment in which a script is only loaded: neither the key nor anything else of the caller's. */
export function loadEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    NO_COLOR: "1",
    DENO_NO_UPDATE_CHECK: "1",
    DENO_NO_PACKAGE_JSON: "1",
    ...pick(env, runtimeVariables),
    ...proxyVariables(env),
    ...nowhere,
  };
}

/** The proxies as both runtimes read them, whatever case they were written in. */
function proxyVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const proxies = proxiesOf(env);
  if (!proxies) return {};
  const { httpProxy, httpsProxy, noProxy } = proxies;
  return {
    ...(httpProxy === undefined ? {} : { HTTP_PROXY: httpProxy }),
    ...(httpsProxy === undefined ? {} : { HTTPS_PROXY: httpsProxy }),
    NO_PROXY: noProxy,
  };
}

/** The environment in which a script runs: the base URL and what it declared. */
export function childEnv(env: NodeJS.ProcessEnv, declared: Permissions, baseUrl: string): NodeJS.ProcessEnv {
  const named = pick(env, [...(declared.key ? ["PUMBLE_API_KEY"] : []), ...(declared.env ?? [])]);
  return { ...loadEnv(env), ...named, ...nowhere, PUMBLE_BASE_URL: baseUrl };
}

function pick(env: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));
}
