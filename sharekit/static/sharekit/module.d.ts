/** The article that was shared, copied or opened. */
export interface SharekitArticle {
  /** The absolute address, without a mark. */
  readonly address: string;
  readonly title: string;
}

/** A share, a copy or an arrival, as the page's listeners receive it. */
export interface SharekitDetail {
  readonly article: SharekitArticle;
  /** The random mark in the shared link, or in the link through which the reader came. */
  readonly token?: string;
}

/** A share: a reader used a button. */
export interface SharekitShare extends SharekitDetail {
  /** The channel: `whatsapp`, `email`, `messenger`, `native` and so on. */
  readonly channel: string;
}

/** A copy of a link, a passage or an image. */
export interface SharekitCopy extends SharekitDetail {
  readonly channel: "copy-link" | "copy-text";
  /** The length of a copied passage or image; the content is never reported. */
  readonly length?: "short" | "long" | "image";
  /** The id of the article's block in which the passage begins. */
  readonly block?: string;
}

/** A page view of a reader who came through a mark that was not their own. */
export interface SharekitArrival extends SharekitDetail {
  /** The mark: the channel's letter, then ten random characters unless marks name only the channel. */
  readonly token: string;
}

/** The events that sharekit dispatches on `document`. Events with `before` can be cancelled. */
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
    /** The API of the script tag; a reader may block the script. */
    readonly sharekit?: { pageview(): void; consent(isGiven: boolean): void };
  }
}

/** Reports a page view after an application has swapped another page into this document. */
export function pageview(): void;

/** Sets whether the reader allows sharekit to keep things on the device, if CONSENT is "ask". */
export function consent(isGiven: boolean): void;

/** Sets whether this browser is left out of the counts; remembered on the device. */
export function optOut(isOut: boolean): void;
