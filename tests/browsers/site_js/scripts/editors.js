import { basicSetup, EditorView } from "codemirror";
import { DOMParser as Parser } from "prosemirror-model";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView as ProseMirror } from "prosemirror-view";

const WORDS =
  "The ferry left the harbour at seven in the morning, and by noon nobody on board could see land.";

/** Makes an element in the article, to put an editor into. */
function place(id) {
  const element = document.createElement("div");
  element.id = id;
  document.querySelector("article").append(element);
  return element;
}

new EditorView({
  doc: `// ${WORDS}\nconst harbour = "${WORDS}";\n`,
  extensions: [basicSetup],
  parent: place("codemirror"),
});

const source = document.createElement("div");
source.innerHTML = `<h2>The ferry</h2><p>${WORDS} <b>In bold: ${WORDS}</b> <a href="/about/">A link</a></p>`;
new ProseMirror(place("prosemirror"), {
  state: EditorState.create({ doc: Parser.fromSchema(schema).parse(source) }),
});

const plain = place("contenteditable");
plain.contentEditable = "true";
plain.innerHTML = `<p>${WORDS} <b>In bold: ${WORDS}</b> <a href="/about/">A link</a></p>
<p contenteditable="false">A widget in it: ${WORDS}</p>
<p>The end.</p>`;
