import { consent, optOut, visit } from "../../sharekit/static/sharekit/module.js";

/** What the page's listeners were told, for the test to read. */
const told: string[] = [];
(window as unknown as { told: string[] }).told = told;

document.addEventListener("sharekit:share", ({ detail }) => {
  const { article, channel, token } = detail;
  told.push(`share ${channel} ${article.title} ${article.address} ${token?.length}`);
});
document.addEventListener("sharekit:copy", ({ detail: { channel, length, block } }) => {
  told.push(`copy ${channel} ${length} ${block}`);
});
document.addEventListener("sharekit:arrival", ({ detail: { article, token } }) => {
  told.push(`arrival ${article.title} ${token.length}`);
});
document.addEventListener("sharekit:before-share", (event) => {
  if (event.detail.channel === "email") event.preventDefault();
});

document.querySelector("#visit")?.addEventListener("click", () => visit());
document.querySelector("#leave")?.addEventListener("click", () => optOut(true));
consent(true);

/** What the types refuse; it is never called. */
export function refuse() {
  // @ts-expect-error There is no such event.
  document.addEventListener("sharekit:shared", ({ detail }) => detail.article);
  // @ts-expect-error What was copied is never told.
  document.addEventListener("sharekit:copy", ({ detail }) => told.push(detail.text));
  // @ts-expect-error An arrival has no way of its own.
  document.addEventListener("sharekit:arrival", ({ detail }) => told.push(detail.channel));
  // @ts-expect-error It is a class, no number.
  document.addEventListener("sharekit:copy", ({ detail }) => detail.length > 11);
  document.addEventListener("sharekit:share", ({ detail }) => {
    // @ts-expect-error Listeners read what happened; they cannot change it.
    detail.channel = "whatsapp";
  });
  // @ts-expect-error Consent is given or not.
  consent("yes");
  // @ts-expect-error A reader may block the script.
  window.sharekit.visit();
}
