/** What the page can say to us; and what copy.js adds, once it is there. */
interface Sharekit {
  visit(): void;
  consent(isGiven: boolean): void;
  countWords?(passage: string): number;
  copyByCommand?(text: string): boolean;
  write?(event: ClipboardEvent, passage: Passage): boolean;
}

/** A passage that is being copied, and what its source line says. */
interface Passage {
  text: string;
  range: Range;
  /** The source line, with {title} and {address} in it. */
  source?: string;
  title: string;
  address: string;
}

interface Window {
  sharekit: Sharekit;
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
