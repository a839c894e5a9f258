/** Who administers a workspace: roles as they were seen and as they are documented. */
const adminRoles = new Set(["OWNER", "ADMINISTRATOR", "ADMIN"]);

export function administers(role: string | null | undefined): boolean {
  return adminRoles.has(role ?? "");
}

export function isGuest(role: string | null | undefined): boolean {
  return (role ?? "").startsWith("GUEST");
}
