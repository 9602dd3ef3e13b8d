// The catalogued questions as examples. In: their titles and queries. Out: a list to choose from, which fills the editor.

import { make, say } from "../words.js";

export function examples(all, fill) {
  if (!all?.length) return null;
  const title = (example) => say(example.title, example.title_en) || example.name;
  const list = make(
    "select",
    { id: "example", onchange: () => { if (list.value) fill(all[Number(list.value)].sparql); } },
    make("option", { value: "" }, say("选一个问题……", "Choose a question …")),
    ...all.map((example, place) => make("option", { value: String(place) }, title(example))),
  );
  return make("label", { class: "examples" }, say("例：", "Example: "), list);
}
