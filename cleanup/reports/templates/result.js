
// A page of a server ends in the repaired text: as it is shown, or as a file that the server makes of the decisions.
const result = () => all(".prose p:not(.twin)").map((paragraph) => without(paragraph, "del")).join("");

function tell(text) {
  at("saved").textContent = text;
  at("saved").hidden = false;
}

async function saveResult() {
  const body = JSON.stringify({ source: data.source, path: data.files[0].path, decisions: decisionsFile(true) });
  try {
    const answer = await fetch("/result", { method: "POST", body });
    if (!answer.ok) return tell((await answer.text()).replace(/^Error: /, ""));
    download(await answer.blob(), data.result);
    tell(`Saved as ${data.result}.`);
  } catch {
    tell("The server does not answer. Copy the result instead.");
  }
}

on("save", "click", saveResult);
on("copy", "click", () => copy(result()));
