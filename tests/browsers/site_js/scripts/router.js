import page from "page";

/** The first page is there; every other one is fetched, and its main part put in. */
page("*", async ({ init, canonicalPath }) => {
  if (init) return;
  const answer = await fetch(canonicalPath);
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceChildren(...next.querySelector("main").children);
});
page();
