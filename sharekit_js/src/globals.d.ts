/** A style sheet, which the build makes a text. */
declare module "*.css" {
  const style: string;
  export default style;
}

type Article = import("./sharekit/article.js").Article;

/** A queue to which scripts add items; its consumer replaces `push`. */
type Line<T> = { push(item: T): unknown };

/** The public functions for the page, and, with an underscore, what the scripts share. */
interface Sharekit {
  pageview(): void;
  consent(isGiven: boolean): void;
  /** Sets whether this browser is counted; added by more.js. */
  optOut?(isWished: boolean): void;
  /** Each copy event; they wait for more.js, which handles them. */
  _copies: ClipboardEvent[];
  /** Loads more.js once; added by copy.js. */
  _loadMore?(): void;
  /** Says in a bar that the link was copied, for some seconds; added by copy.js. */
  _say?(bar: Element): void;
  /** The queue for menu.js; set when menu.js is requested. */
  _asked?: Line<import("./sharekit/pass.js").Asked>;
  /** Copies a plain text by execCommand; added by more.js. */
  _copy?(text: string): boolean;
  /** Whether swaps.js watches for swapped-in pages. */
  _isWatching?: boolean;
  /** Handles events for forms and carried links; added by carry.js. */
  _carry?: unknown;
  /** The functions of sharekit.js for the other scripts. */
  _tools: {
    _settings: typeof import("./sharekit/settings.js").settings;
    _device: typeof import("./sharekit/settings.js").device;
    _read: typeof import("./sharekit/article.js").read;
    _flush: typeof import("./sharekit/send.js").flush;
    _articleHere: typeof import("./sharekit/article.js").articleHere;
    _makeLink: typeof import("./sharekit/link.js").makeLink;
    _strip: typeof import("./sharekit/mark.js").strip;
    _reportAct: typeof import("./sharekit/pass.js").reportAct;
    _enqueue: typeof import("./sharekit/send.js").enqueue;
    _load: typeof import("./sharekit/load.js").load;
  };
}

declare var sharekit: Sharekit;

/** Missing in older browsers. */
declare var trustedTypes: {
  createPolicy<T>(name: string, rules: T): { createScriptURL(text: string): string };
};

interface Window {
  sharekit?: Sharekit;
}

/** A button whose link was touched, with the parts of that link. */
interface HTMLAnchorElement {
  _frame?: import("./sharekit/button.js").Frame;
}

interface Document {
  prerendering?: boolean;
}

interface Navigator {
  globalPrivacyControl?: boolean;
}
