// What the pages of the site do by themselves, and what they see happening to them.
const { page } = document.currentScript.dataset;
const seen = { scripts: [], errors: [], hashchanges: 0, entries: history.length, persisted: false, written: false, events: [] };
window.seen = seen;
addEventListener("error", ({ message }) => seen.errors.push(message));
addEventListener("unhandledrejection", ({ reason }) => seen.errors.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
  seen.errors.push(violatedDirective),
);
const noteScript = ({ target }) => target.src && seen.scripts.push(target.src);
document.addEventListener("load", noteScript, true);
addEventListener("hashchange", () => seen.hashchanges++);
addEventListener("pageshow", ({ persisted }) => {
  seen.persisted = persisted;
});
for (const name of ["share", "copy", "arrival"]) {
  document.addEventListener(`sharekit:before-${name}`, (event) => {
    if (page === "cancelling") event.preventDefault();
  });
  document.addEventListener(`sharekit:${name}`, ({ detail }) => seen.events.push([name, detail]));
}

if (page === "stateful") history.replaceState({ page: "stateful" }, "");
if (page === "refusing") {
  history.replaceState = () => {
    throw new DOMException("too often", "SecurityError");
  };
}

// Nothing outside of this machine exists: links that lead there are not followed.
for (const type of ["click", "auxclick", "contextmenu"]) {
  addEventListener(type, (event) => {
    const link = event.target.closest("a[href]");
    const isRefused = type === "contextmenu" && page !== "carrying";
    if (isRefused || (link && link.host !== location.host)) event.preventDefault();
  });
}

const CODE = "ferry book --seat 4 --date tomorrow --with a dog --and two cows --and my teacher";

/** Copies a text as most "copy" buttons do: by a field that is there for a moment. */
const copyByField = (text) => {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

const ACTS = {
  "copy-code": () => copyByField(CODE),
  "copy-api": async () => {
    await navigator.clipboard.writeText(CODE);
    seen.written = true;
  },
  "copy-passage": () => {
    getSelection().selectAllChildren(document.querySelector("#long"));
    document.execCommand("copy");
  },
};
addEventListener("click", ({ target }) => ACTS[target.id]?.());

/** Adds the form as scripts do that swap a part of a page in: its own script does not run. */
window.addForm = () => {
  const part = document.querySelector("#part").content.cloneNode(true);
  part.querySelector("script").type = "text/plain";
  document.querySelector("article").append(part);
};

addEventListener("DOMContentLoaded", () => {
  if (page === "waiting" && location.search === "?onward") {
    setTimeout(() => document.querySelector("#next").click(), 2000);
  }
  document.querySelector("#handled")?.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/plain", "words of its own");
    event.clipboardData.setData("text/html", "<i>words of its own</i>");
    event.preventDefault();
  });
});
