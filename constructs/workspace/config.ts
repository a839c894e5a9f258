/** Attributes as Terraform has them, as the generated bindings take them. */
import { type ITerraformDependable, Token } from "cdktf";

/** What the files say of one resource, for its class in the generated bindings. Texts are templates already. */
export function configOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { depends_on: dependsOn, ...attributes } = body;
  return {
    ...camelCased(attributes),
    ...(Array.isArray(dependsOn) ? { dependsOn: dependables(dependsOn as string[]) } : {}),
  };
}

/** What has to be there before, by its address. */
export function dependables(addresses: readonly string[]): ITerraformDependable[] {
  return addresses.map((fqn) => ({ fqn }));
}

function camelCased(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [camelCase(name), configValue(name, value)]),
  );
}

function configValue(name: string, value: unknown): unknown {
  // A list that is an expression, such as that of a user group's members.
  if (name === "user_ids" && typeof value === "string") return Token.asList(value);
  const isNested = typeof value === "object" && value !== null && !Array.isArray(value);
  return isNested ? camelCased(value as Record<string, unknown>) : value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
