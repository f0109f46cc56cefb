import { consent, optOut, pageview } from "../../../../sharekit/static/sharekit/module.js";

/** What the page's listeners received, for the test to read. */
const received: string[] = [];
(window as unknown as { received: string[] }).received = received;

document.addEventListener("sharekit:share", ({ detail }) => {
  const { article, channel, token } = detail;
  received.push(`share ${channel} ${article.title} ${article.address} ${token?.length}`);
});
document.addEventListener("sharekit:copy", ({ detail: { channel, length, block } }) => {
  received.push(`copy ${channel} ${length} ${block}`);
});
document.addEventListener("sharekit:arrival", ({ detail: { article, token } }) => {
  received.push(`arrival ${article.title} ${token.length}`);
});
document.addEventListener("sharekit:before-share", (event) => {
  if (event.detail.channel === "email") event.preventDefault();
});

document.querySelector("#pageview")?.addEventListener("click", () => pageview());
document.querySelector("#leave")?.addEventListener("click", () => optOut(true));
consent(true);

/** What the types refuse; it is never called. */
export function refuse() {
  // @ts-expect-error There is no such event.
  document.addEventListener("sharekit:shared", ({ detail }) => detail.article);
  // @ts-expect-error The copied text is never reported.
  document.addEventListener("sharekit:copy", ({ detail }) => received.push(detail.text));
  // @ts-expect-error An arrival has no channel.
  document.addEventListener("sharekit:arrival", ({ detail }) => received.push(detail.channel));
  // @ts-expect-error It is a class, no number.
  document.addEventListener("sharekit:copy", ({ detail }) => detail.length > 11);
  document.addEventListener("sharekit:share", ({ detail }) => {
    // @ts-expect-error Listeners read what happened; they cannot change it.
    detail.channel = "whatsapp";
  });
  // @ts-expect-error Consent is given or not.
  consent("yes");
  // @ts-expect-error A reader may block the script.
  window.sharekit.pageview();
}
