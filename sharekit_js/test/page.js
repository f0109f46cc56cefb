import { vi } from "vitest";

/**
 * Makes modules believe that they were loaded by a script tag in a page.
 * @param {Record<string, string>} dataset the tag's
 * @param {string} host the page's
 */
export const replaceTag = (dataset = {}, host = "site.example") => {
  class Document {
    /** The tag, by the getter that no element's name replaces. */
    get currentScript() {
      return { dataset };
    }
  }
  vi.stubGlobal("Document", Document);
  vi.stubGlobal("document", new Document());
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("location", new URL(`https://${host}/`));
};
