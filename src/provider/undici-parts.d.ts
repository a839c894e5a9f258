declare module "undici/lib/api" {
  import type { Dispatcher } from "undici";

  const api: {
    request(this: Dispatcher, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  };
  export default api;
}

declare module "undici/lib/dispatcher/agent" {
  export { Agent as default } from "undici";
}

declare module "undici/lib/dispatcher/pool" {
  export { Pool as default } from "undici";
}
