/**
 * The environment of whatever is measured: nothing of this shell that slows Node down (NODE_EXTRA_CA_CERTS,
 * NODE_OPTIONS), sends Terraform elsewhere (TF_CLI_CONFIG_FILE, TF_LOG…) or lets it call home.
 * @param folder the home folder, and where sockets go
 */
export function cleanEnv(folder: string): Record<string, string> {
  return {
    PATH: process.env.PATH!,
    HOME: folder,
    PLUGIN_UNIX_SOCKET_DIR: folder,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}
