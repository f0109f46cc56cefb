/* Shows what an editor writes in the preview, a moment after the last letter. */
(() => {
  const form = document.getElementById("mail_form");
  const ways = form ? form.querySelectorAll("button[formtarget]") : [];
  if (!ways.length) return;
  const language = form.elements["preview-language"];
  const PAUSE = 600;
  let chosen = ways[0];
  let timer = 0;

  const choose = (way) => {
    chosen = way;
    for (const each of ways) each.setAttribute("aria-pressed", String(each === way));
  };
  const show = () => form.requestSubmit(chosen);

  choose(chosen);
  for (const way of ways) way.addEventListener("click", () => choose(way));

  form.addEventListener("focusin", ({ target }) => {
    const row = target.closest(".inline-related");
    const own = row && row.querySelector("select[name$=-language]");
    if (own && own.value !== language.value) {
      language.value = own.value;
      show();
    }
  });

  for (const name of ["input", "change"]) {
    form.addEventListener(name, ({ target }) => {
      if (target.name && target !== language && target.name.endsWith("-language")) {
        language.value = target.value;
      }
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    });
  }
})();
