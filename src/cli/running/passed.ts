/** What somebody hands to Terraform's plan, and another one of its commands has to have too. */

/**
 * The options of these names with their values, as they were given.
 * @param names without dashes
 */
export function passed(args: readonly string[], names: readonly string[]): string[] {
  const [name, withValue] = [`^--?(?:${names.join("|")})$`, `^--?(?:${names.join("|")})=`].map(
    (pattern) => new RegExp(pattern),
  );
  return args.flatMap((arg, at) => {
    if (name!.test(arg)) return [arg, args[at + 1] ?? ""];
    return withValue!.test(arg) ? [arg] : [];
  });
}
