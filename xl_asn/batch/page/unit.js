"use strict";
// The letter can be marked and copied without this: it adds a button that does it.
(() => {
  const letter = document.getElementById("brevtext");
  const button = document.createElement("button");
  const told = document.createElement("span");
  button.type = "button";
  button.className = "copy screen";
  button.textContent = "Kopiera brevet";
  told.className = "screen";
  told.setAttribute("role", "status");
  letter.before(button, told);
  button.addEventListener("click", () => {
    const range = document.createRange();
    range.selectNodeContents(letter);
    const marked = getSelection();
    marked.removeAllRanges();
    marked.addRange(range);
    told.textContent = document.execCommand("copy")
      ? "Brevet är kopierat."
      : "Brevet är markerat. Tryck Ctrl+C.";
  });
})();
