/** Parts of undici by their own paths, as undici itself types them. */
declare module "undici/lib/dispatcher/env-http-proxy-agent.js" {
  export { EnvHttpProxyAgent as default } from "undici";
}

declare module "undici/lib/global.js" {
  export { setGlobalDispatcher } from "undici";
}
