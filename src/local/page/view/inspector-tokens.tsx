/** Who has allowed which app what. The tokens themselves are not shown. */
import { tokens } from "../state/inspector";
import { appsById, userName } from "../state/workspace";

export function TokensTab() {
  const all = tokens.value;
  if (!all) return <p class="muted inspector-empty">Reading the tokens…</p>;
  if (all.length === 0)
    return <p class="muted inspector-empty">No app is installed, so there are no tokens.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="table-frame" tabIndex={0} aria-label="Tokens">
      <table>
        <thead>
          <tr>
            <th scope="col">App</th>
            <th scope="col">Acts as</th>
            <th scope="col">Token</th>
            <th scope="col">Scopes</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ appId, userId, token, scopes }) => (
            <tr key={`${appId}/${userId}`}>
              <td>{appsById.value.get(appId)?.name ?? appId}</td>
              <td>{userName(userId)}</td>
              <td>
                <code>{token}</code>
              </td>
              <td>{scopes.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
