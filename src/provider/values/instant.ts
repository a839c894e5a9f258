/** Times as a configuration writes them. */
export { epochMs, instant, rfcTime, sameInstant } from "../../pumble/instant";
