// Prints what other share buttons make of titles and addresses, which come as JSON on the standard
// input: `[{"title": "...", "url": "..."}]`.
import { readFileSync } from "node:fs";
import * as react from "react-share";
import vanilla from "vanilla-sharing";

let opened = "";

// What a browser lends to those that open a window by themselves.
globalThis.window = {
  open(address) {
    opened = address;
    return { focus() {} };
  },
};
globalThis.document = {
  readyState: "loading",
  addEventListener() {},
};
await import("sharer.js");

/**
 * Gives the addresses that they open for a title and an address, by channel and name.
 * @param {{title: string, url: string}} shared
 */
const ask = ({ title, url }) => {
  /** Asks a button of react-share. */
  const askReact = (name, more) => {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: it is bundled only for this test.
    const { networkLink, opts } = react[`${name}ShareButton`].render({ url, ...more }, null).props;
    return networkLink(url, opts);
  };

  /** Asks Sharer.js about an element with these data attributes. */
  const askSharer = (sharer, more) => {
    const data = { sharer, title, url, ...more };
    const elem = { getAttribute: (name) => data[name.slice("data-".length)] ?? null };
    new window.Sharer(elem).share();
    return opened;
  };

  return {
    whatsapp: {
      "react-share": askReact("Whatsapp", { title }),
      "sharer.js": askSharer("whatsapp"),
      "vanilla-sharing": vanilla.getWhatsappUrl({ title, url }),
    },
    email: {
      "react-share": askReact("Email", { subject: title, body: title, separator: "\r\n" }),
      "sharer.js": askSharer("email", { subject: title }),
      "vanilla-sharing": vanilla.getEmailUrl({ subject: title, title, url }),
    },
    facebook: {
      "react-share": askReact("Facebook"),
      "sharer.js": askSharer("facebook"),
      "vanilla-sharing": vanilla.getFbButtonUrl({ url }),
    },
    x: {
      "react-share": askReact("X", { title }),
      "sharer.js": askSharer("x"),
      "vanilla-sharing": vanilla.getTwUrl({ title, url }),
    },
    telegram: {
      "react-share": askReact("Telegram", { title }),
      "sharer.js": askSharer("telegram"),
      "vanilla-sharing": vanilla.getTelegramUrl({ title, url }),
    },
  };
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(ask)));
