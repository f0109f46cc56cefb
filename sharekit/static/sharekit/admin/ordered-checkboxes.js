// Lets an editor order checkboxes (OrderedCheckboxes in sharekit/contrib/choices.py): a button in
// each row moves it up. Without this script the boxes can be checked, and keep their order.
(() => {
  const addButtons = () => {
    for (const list of document.querySelectorAll("div.sharekit-ordered:not([data-ordered])")) {
      list.dataset.ordered = "";
      for (const row of list.children) {
        const box = row.querySelector("input");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "↑";
        button.title = box.dataset.up;
        button.setAttribute("aria-label", `${box.dataset.up}: ${row.textContent.trim()}`);
        button.addEventListener("click", () => {
          row.previousElementSibling?.before(row);
          // A moved element loses the focus.
          button.focus();
          box.dispatchEvent(new Event("change", { bubbles: true }));
        });
        row.append(" ", button);
      }
    }
  };
  // Wagtail adds blocks later; django CMS loads its form with the page.
  new MutationObserver(addButtons).observe(document, { childList: true, subtree: true });
  addButtons();

  // Wagtail renders a block's form in the browser, and checks the boxes afterwards.
  const RadioSelect = window.telepath?.constructors["wagtail.widgets.RadioSelect"];
  if (!RadioSelect) return;
  window.telepath.register(
    "sharekit.OrderedCheckboxes",
    class extends RadioSelect {
      render(placeholder, name, id, values, ...more) {
        const bound = super.render(placeholder, name, id, values, ...more);
        const rows = [...bound.element.children];
        const chosen = (values ?? []).map((value) =>
          rows.find((row) => row.querySelector("input").value === value),
        );
        bound.element.prepend(...chosen.filter(Boolean));
        return bound;
      }
    },
  );
})();
