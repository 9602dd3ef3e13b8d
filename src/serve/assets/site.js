// Keys and copy buttons. Pages read without this file.
(function () {
  "use strict";
  function typing(target) {
    return target && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.composedPath()[0])) return;
    if (event.key === "/") {
      var field = document.querySelector("main input[type=search]") || document.querySelector("input[type=search]");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    } else if (event.key === "?") {
      var help = document.querySelector("a[data-help]");
      if (help) location.href = help.href;
    }
  });
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var from = button.previousElementSibling;
    if (!from || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(from.value !== undefined ? from.value : from.textContent).then(function () {
        button.textContent = button.getAttribute("data-copied");
      });
    });
  });
})();
