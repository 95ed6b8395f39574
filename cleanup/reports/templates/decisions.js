
// A page of its own ends in a file of decisions, for the command that carries them out.
on("save", "click", () => {
  download(new Blob([decisionsFile()], { type: "application/json" }), "decisions.json");
  at("saved").hidden = false;
});
on("copy", "click", () => copy(decisionsFile()));
