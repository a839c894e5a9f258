/** The link by which a member grants the app access, or an owner installs it. */
import { consentScopes, consentUrl } from "../../platform/oauth";
import { addonManifest } from "../manifest";
import type { Services } from "../services";
import type { StateSubject } from "../store/oauth-states";

/** A consent link for this member, or for whoever opens it. */
export function consentLink(services: Services, subject: StateSubject = {}): string {
  const { consentScreenUrl, appId } = services.config.platform;
  return consentUrl({
    consentScreenUrl,
    clientId: appId,
    redirectUrl: `${services.publicUrl}/redirect`,
    ...consentScopes(addonManifest(services.publicUrl)),
    state: services.states.issue(subject),
    defaultWorkspaceId: subject.workspaceId,
  });
}
