// The form works without this; with it, a file may be dropped anywhere, and Ctrl+Enter checks.
const at = (id) => document.getElementById(id);
const form = at("paste");

const dropping = (is) => form.classList.toggle("dropping", is);

addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  dropping(true);
});
addEventListener("dragleave", (event) => event.relatedTarget || dropping(false));
addEventListener("drop", (event) => {
  dropping(false);
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  at("file").files = event.dataTransfer.files;
  form.requestSubmit();
});

at("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
at("file").addEventListener("change", () => {
  at("state").textContent = at("file").files.length ? "The file is checked, not the text above." : "";
});

form.addEventListener("submit", (event) => {
  if (!at("text").value.trim() && !at("file").files.length) {
    event.preventDefault();
    at("state").textContent = "There is nothing to check yet.";
    at("text").focus();
    return;
  }
  at("state").textContent = "Checking …";
  at("check").disabled = true;
});
// Back from the review, the form is as it was left.
addEventListener("pageshow", () => {
  at("check").disabled = false;
  at("state").textContent = "";
});
