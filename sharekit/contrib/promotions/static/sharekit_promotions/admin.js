// Shows the message while it is written. Without this script, it is shown as it was saved.
for (const shown of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(`id_${shown.dataset.shows}`);
  const show = () => {
    if (shown.tagName !== "IMG") {
      shown.textContent = field.value;
      return;
    }
    shown.hidden = !/^(https:\/\/|\/)/.test(field.value);
    if (!shown.hidden) shown.src = field.value;
  };
  field?.addEventListener("input", show);
  // A form with a mistake was not saved.
  if (field?.value) show();
}
