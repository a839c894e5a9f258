/** What a forge is asked: one comment for each stack and pull request, kept current. */

/** A pull or merge request. */
export interface Review {
  number: number;
  title: string;
  url: string;
  labels: string[];
}

/** Where a pull request comes from. */
export interface Head {
  /** `owner/name` */
  repository: string;
  branch: string;
  sha: string;
}

export interface Comment {
  id: number;
  body: string;
}

export interface Forge {
  readonly name: "GitHub" | "GitLab";
  /** Most characters of a comment. */
  readonly limit: number;
  /** @throws {ForgeProblem} when there is none */
  review(number: number): Promise<Review>;
  /** The pull request that a commit came with; null for none. */
  reviewOfCommit(sha: string): Promise<Review | null>;
  /** The open pull request from that branch, possibly a fork's, while it stands at that commit; null for none. */
  reviewOfHead(head: Head): Promise<Review | null>;
  /** Comments that whoever owns the token wrote. */
  ownComments(number: number): Promise<Comment[]>;
  create(number: number, body: string): Promise<void>;
  update(number: number, id: number, body: string): Promise<void>;
}

/** Something that a person can put right about the forge. */
export class ForgeProblem extends Error {
  constructor(
    title: string,
    readonly nextStep: string,
  ) {
    super(title);
    this.name = "ForgeProblem";
  }
}
