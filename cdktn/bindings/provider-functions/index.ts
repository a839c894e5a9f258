// generated from provider function schema

import * as cdktn from 'cdktn';

/**
* Provider-defined functions of the pumble provider.
*/
export class PumbleProviderFunctions {
  private readonly providerLocalName: string;

  /**
  * @param providerLocalName The local name of the provider in required_providers; defaults to the registry short name. Override when the provider is declared under a different local name — aliases do not change the namespace, local names do.
  */
  constructor(providerLocalName: string) {
    this.providerLocalName = providerLocalName;
  }

  /**
  * Gives the name in lower case, with `-` for each space, as Pumble stores it: `channel_name("Team Berlin")` is `team-berlin`. A name that Pumble would refuse is an error.
  * @param {string} name - Name as a person would write it.
  * @returns {string}
  */
  public channelName(name: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "channel_name", [name]));
  }

  /**
  * Gives the JSON that `blocks` of a message takes. `pumble_message` converts its `markdown` by itself; this is for
  * what needs the blocks, such as an attachment, a script or a template.
  * 
  * A function cannot ask Pumble, so ids of what is mentioned are given as maps after the text: by e-mail address
  * (`data.pumble_users.all.ids_by_email`), `#channel` or `@group`. A mention that is in none of them is an error.
  * `@channel` and `@here` are kept; a message still needs `allow_broadcast` to send them.
  * @param {string} markdown - Text in Markdown.
  * @param {Array<{ [key: string]: string }>} mentions - Ids of what is mentioned, by e-mail address, `#channel` or `@group`.
  * @returns {string}
  */
  public markdownToBlocks(markdown: string, mentions: Array<{ [key: string]: string }>): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "markdown_to_blocks", [markdown, ...mentions]));
  }

  /**
  * Gives `<<#ID>>`, which mentions this channel in the `markdown` of a message. `#general` does the same there.
  * @param {string} id - Id of the channel, 24 hex digits.
  * @returns {string}
  */
  public mentionChannel(id: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "mention_channel", [id]));
  }

  /**
  * Gives `<<@ID>>`, which mentions this user in the `text` or `markdown` of a message. In Markdown, `@ada@example.com` does the same.
  * @param {string} id - Id of the user, 24 hex digits.
  * @returns {string}
  */
  public mentionUser(id: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "mention_user", [id]));
  }
}
