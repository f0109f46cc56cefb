type Article = import("./article.js").Article;

/** What the page can say to us, and what sharekit.js and copy.js say to one another. */
interface Sharekit {
  visit(): void;
  consent(isGiven: boolean): void;
  /** Takes each copy that a reader makes; copy.js and more.js answer them in its `push`. */
  copies: ClipboardEvent[];
  /** What copy.js leaves to more.js; there as soon as more.js is asked for. */
  later?: Pick<unknown[], "push">;
  /** What menu.js is to do; there as soon as it is asked for. */
  asked?: Pick<unknown[], "push">;
  /** Leaves this browser alone, or not; added by more.js. */
  optOut?(isWished: boolean): void;
  /** What sharekit.js lends to copy.js and more.js. */
  tools: [
    typeof import("./settings.js").settings,
    typeof import("./article.js").read,
    typeof import("./article.js").articlesIn,
    typeof import("./link.js").makeLink,
    typeof import("./pass.js").reportAct,
    typeof import("./settings.js").device,
    typeof import("./send.js").enqueue,
    (address: string) => void,
  ];
  /** Whether swaps.js watches for pages that are swapped in. */
  isWatching?: boolean;
  /** Copies a plain text the older way; added by more.js. */
  copy?(text: string): boolean;
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
