type Article = import("./article.js").Article;

/** What waits for more.js: a copy, or a passage whose source line is written. */
type Later = ClipboardEvent | import("./notice.js").Written;

/** A line that scripts put things in; who answers it puts its own function in place of `push`. */
type Line<T> = { push(item: T): unknown };

/** What the page can say to us, and, with an underscore, what our scripts say to one another. */
interface Sharekit {
  visit(): void;
  consent(isGiven: boolean): void;
  /** Leaves this browser alone, or not; added by more.js. */
  optOut?(isWished: boolean): void;
  /** Each copy that a reader makes; copy.js and more.js answer them. */
  _copies: ClipboardEvent[];
  /** What is left to more.js; there as soon as more.js is asked for. */
  _later?: Line<Later>;
  /** What menu.js is to do; there as soon as menu.js is asked for. */
  _asked?: Line<import("./pass.js").Asked>;
  /** Copies a plain text the older way; added by more.js. */
  _copy?(text: string): boolean;
  /** Whether swaps.js watches for pages that are swapped in. */
  _isWatching?: boolean;
  /** What sharekit.js lends to the other scripts. */
  _tools: {
    _settings: typeof import("./settings.js").settings;
    _device: typeof import("./settings.js").device;
    _read: typeof import("./article.js").read;
    _articlesIn: typeof import("./article.js").articlesIn;
    _articleHere: typeof import("./article.js").articleHere;
    _makeLink: typeof import("./link.js").makeLink;
    _reportAct: typeof import("./pass.js").reportAct;
    _enqueue: typeof import("./send.js").enqueue;
    _load: typeof import("./load.js").load;
  };
}

declare var sharekit: Sharekit;

interface Window {
  sharekit?: Sharekit;
  trustedTypes?: {
    createPolicy<T>(name: string, rules: T): { createScriptURL(text: string): string };
  };
}

interface Document {
  prerendering?: boolean;
}

interface Navigator {
  globalPrivacyControl?: boolean;
}
