/** The item on the device for the mark of an arrival. */
const ITEM = "sharekit:arrival";

/** The beginning of the items for the reader's own tokens. */
const OWN = "sharekit:own:";

/** Before a form is sent, a link is followed, or the page is left. */
const EVENTS = "visibilitychange formdata contextmenu auxclick click";

/**
 * Fills the fields of forms with the mark through which the reader came, keeps it on the device
 * where that is allowed, and passes it on by the link that the event is about.
 *
 * Each event comes twice: before the page's own scripts, and to the window after all of them. A link
 * has the mark only from then on. Scripts that swap in a page have followed the link themselves by
 * then; they would show the mark in the address bar, and do not need it, because the document stays.
 * Turbo, too, adds its last listener when the event begins, but at the window, so before this one.
 * @param {any} event
 */
const carry = ({ type, target, eventPhase, defaultPrevented, formData }) => {
  try {
    const { _device: device, _makeLink: makeLink, _strip: strip } = sharekit._tools;
    sharekit._carry ||= EVENTS.split(" ").map((each) =>
      document.addEventListener(each, carry, true),
    );

    // A link for nobody shows what is allowed now: tokens in marks, and an item on the device. A page
    // that the browser opens in advance has had no event, and may never be shown.
    const { _token } = makeLink(/** @type {any} */ ({ address: "a:b" }), "a");
    const isKept = device[OWN + _token] && delete device[OWN + _token] && eventPhase < 3;

    let [{ name }] = /** @type {any[]} */ (performance.getEntriesByType("navigation"));
    name = strip(name)[1];
    if (!_token) name = name?.[0];
    if (OWN + name in device) name = "";
    const item = JSON.parse(device[ITEM] ?? "{}");
    // A carried mark does not begin another week.
    if (isKept && name && item.name !== name) {
      device[ITEM] = JSON.stringify({ name, at: Date.now() });
    }

    const mark = name || (item.at > Date.now() - 7 * 864e5 ? item.name : "");
    // The tag renders a script element behind its field. A comment may contain any field, but no
    // script element.
    for (const { previousElementSibling: field } of /** @type {any} */ (
      document.querySelectorAll("script[data-sharekit-carry]")
    )) {
      field.value = mark;
      // Replaces fields of this name that a comment has added to the form.
      if (field.form === target) formData?.set(field.name, mark);
    }

    if (eventPhase < 2) addEventListener(type, carry, { once: true });
    const link = target.closest("a[data-sharekit-carry]");
    if (name && link.origin === location.origin) {
      link.setAttribute(
        "href",
        strip(link.getAttribute("href"), eventPhase < 2 || defaultPrevented ? "" : name)[0],
      );
    }
  } catch {}
};

carry({});
// sharekit.js may come later in the page.
addEventListener("DOMContentLoaded", carry);
