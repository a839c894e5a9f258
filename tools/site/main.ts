/**
 * `npm run docs` builds the site in `site/`, a folder to put on any server of files; `npm run docs -- --serve` shows it
 * on this machine as well.
 */
import { buildSite } from "./build";
import { serveSite } from "./serve";

const into = "site";

async function main(): Promise<void> {
  const pages = await buildSite(into);
  console.log(`${pages.length} pages are in ${into}/`);
  if (process.argv.includes("--serve")) {
    const { url } = await serveSite(into, Number(process.env.PORT ?? 5800));
    console.log(`They are at ${url} until this is stopped.`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
