// Copies a campaign link. Without this script, the link can be copied from its field.
for (const button of document.querySelectorAll("[data-sharekit-copy]")) {
  const field = document.getElementById(button.dataset.sharekitCopy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // No clipboard outside of HTTPS.
      if (!document.execCommand("copy")) return;
    }
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}
