// Search as you type: names under the search box, chosen by arrow keys or a click. The box works without this file.
(function () {
  "use strict";
  var MOST = 8, WAIT = 180;
  var english = document.documentElement.lang.indexOf("en") === 0;
  document.querySelectorAll("form[role=search] input[name=q]").forEach(function (input, place) {
    var list = document.createElement("ul"), timer = null, asked = 0, at = -1;
    list.className = "found";
    list.id = "found-" + place;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", english ? "Names" : "名称");
    input.after(list);
    input.autocomplete = "off";
    set({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });

    function set(attributes) {
      Object.keys(attributes).forEach(function (name) { input.setAttribute(name, attributes[name]); });
    }
    function close() {
      list.hidden = true;
      at = -1;
      set({ "aria-expanded": "false" });
      input.removeAttribute("aria-activedescendant");
    }
    function mark(next) {
      var items = list.children;
      if (!items.length) return;
      if (items[at]) items[at].setAttribute("aria-selected", "false");
      at = (next + items.length) % items.length;
      items[at].setAttribute("aria-selected", "true");
      items[at].scrollIntoView({ block: "nearest" });
      set({ "aria-activedescendant": items[at].id });
    }
    function show(rows) {
      var seen = {};
      list.replaceChildren();
      at = -1;
      rows.forEach(function (row) {
        var thing = row.thing && row.thing.type === "uri" ? row.thing.value : "";
        if (!row.name || !thing || thing.indexOf("#char=") >= 0 || seen[thing] || list.children.length >= MOST) return;
        seen[thing] = true;
        var item = document.createElement("li");
        item.id = list.id + "-" + list.children.length;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.to = "/page?" + new URLSearchParams({ iri: thing });
        item.textContent = row.name.value;
        list.append(item);
      });
      list.hidden = !list.children.length;
      set({ "aria-expanded": String(!list.hidden) });
    }
    function ask() {
      var text = input.value.trim(), own = ++asked;
      if (Array.from(text).length < 2) return close();
      fetch("/search.json?" + new URLSearchParams({ q: text })).then(function (response) { return response.ok ? response.json() : null; }).then(function (answer) {
        if (own === asked && answer && document.activeElement === input) show(answer.results.bindings);
      }).catch(function () {});
    }
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("blur", function () { setTimeout(close, 150); });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? -1 : at - 1); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); location.href = list.children[at].dataset.to; }
    });
    list.addEventListener("mousedown", function (event) {
      var item = event.target.closest("[data-to]");
      if (item) { event.preventDefault(); location.href = item.dataset.to; }
    });
  });
})();
