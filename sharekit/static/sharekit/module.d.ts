/** What was shared, copied or opened. */
export interface SharekitArticle {
  /** The absolute address, without a mark. */
  readonly address: string;
  readonly title: string;
}

/** A share, a copy or an arrival, as the page's listeners are told of it. */
export interface SharekitDetail {
  readonly article: SharekitArticle;
  /** The random mark in the link that was passed on, or that the reader came by. */
  readonly token?: string;
}

/** A share: a reader used a button. */
export interface SharekitShare extends SharekitDetail {
  /** The way: `whatsapp`, `email`, `messenger`, `native` and so on. */
  readonly channel: string;
}

/** A copy of a link, a passage or an image. */
export interface SharekitCopy extends SharekitDetail {
  readonly channel: "copy-link" | "copy-text";
  /** How much was copied, where it was a passage or an image; what was copied is never told. */
  readonly length?: "short" | "long" | "image";
  /** The id of the article's block that the passage begins in. */
  readonly block?: string;
}

/** A reading by somebody who came by a mark that was not their own. */
export interface SharekitArrival extends SharekitDetail {
  /** The mark: the way's letter, and ten random characters unless marks name the way alone. */
  readonly token: string;
}

/** The events that sharekit dispatches on `document`. Those that say `before` can be cancelled. */
export interface SharekitEventMap {
  "sharekit:before-share": CustomEvent<SharekitShare>;
  "sharekit:before-copy": CustomEvent<SharekitCopy>;
  "sharekit:before-arrival": CustomEvent<SharekitArrival>;
  "sharekit:share": CustomEvent<SharekitShare>;
  "sharekit:copy": CustomEvent<SharekitCopy>;
  "sharekit:arrival": CustomEvent<SharekitArrival>;
}

declare global {
  interface DocumentEventMap extends SharekitEventMap {}

  interface Window {
    /** What the script tag offers; a reader may block it. */
    readonly sharekit?: { visit(): void; consent(isGiven: boolean): void };
  }
}

/** Reports that an application has swapped another page into this document: a plain reading. */
export function visit(): void;

/** Tells whether the reader lets sharekit keep things on the device, where CONSENT is "ask". */
export function consent(isGiven: boolean): void;

/** Tells whether this browser is not to be counted; remembered on the device. */
export function optOut(isOut: boolean): void;
