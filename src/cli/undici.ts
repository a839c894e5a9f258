/** What the `pumble` command needs of undici and nothing else; its bundle uses it in place of `undici`, for less memory. */
export { default as Pool } from "undici/lib/dispatcher/pool";
export { Agent, request } from "../provider/undici";
