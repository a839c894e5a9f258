/** A user as far as it matters whose an address is. */
interface Addressed {
  readonly email: string;
  readonly status: string;
}

/** Whether somebody has not left: only who is active is in a channel, is told anything and can be meant by an address. */
export function isActive({ status }: { readonly status: string }): boolean {
  return status !== "DEACTIVATED";
}

/** Who has this address, in whatever case. Somebody who left and came back has two users: it is the one who works. */
export function userWithEmail<User extends Addressed>(
  users: readonly User[],
  email: string,
): User | undefined {
  const wanted = email.toLowerCase();
  const having = users.filter((user) => user.email.toLowerCase() === wanted);
  return having.find(isActive) ?? having[0];
}
