import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where Terraform and OpenTofu look for a user's plugins without being told.
 * @param env in which `HOME`, `XDG_DATA_HOME` and `APPDATA` count
 */
export function userMirrors(
  env: NodeJS.ProcessEnv = process.env,
  os: NodeJS.Platform = process.platform,
): { legacy: string; data: string } {
  const home = env.HOME || homedir();
  if (os === "win32") {
    const roaming = env.APPDATA || join(home, "AppData", "Roaming");
    return {
      legacy: join(roaming, "terraform.d", "plugins"),
      data: join(roaming, "HashiCorp", "Terraform", "plugins"),
    };
  }
  const legacy = join(home, ".terraform.d", "plugins");
  if (os === "darwin") {
    return { legacy, data: join(home, "Library", "Application Support", "io.terraform", "plugins") };
  }
  const data = env.XDG_DATA_HOME || join(home, ".local", "share");
  return { legacy, data: join(data, "terraform", "plugins") };
}

/**
 * The one of them to install into. Making `~/.terraform.d` would have OpenTofu leave the folder in which it keeps its
 * credentials, so that one is only taken where it is there already.
 */
export function userMirror(env: NodeJS.ProcessEnv = process.env): string {
  const { legacy, data } = userMirrors(env);
  return existsSync(join(legacy, "..")) ? legacy : data;
}
