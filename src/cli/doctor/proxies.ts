/** What the environment says of proxies. Their addresses may hold passwords, and are not shown. */
import { proxiesOf } from "../../pumble/proxies";
import { type Finding, note, problem, right } from "../finding";

type Env = Readonly<Record<string, string | undefined>>;

const names = ["https_proxy", "http_proxy", "no_proxy"] as const;

export function checkProxies(env: Env): Finding {
  try {
    const proxies = proxiesOf(env);
    const set = names.flatMap((name) => [name, name.toUpperCase()].filter((one) => env[one]));
    if (!proxies) return right("Proxy", "none: the network is reached directly");
    return note("Proxy", `${set.join(", ")} ${set.length === 1 ? "is" : "are"} followed`);
  } catch (error) {
    return problem("Proxy", error);
  }
}
