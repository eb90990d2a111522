// Fill blank.xlsx with xlsx-populate; see README.md.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const XlsxPopulate = createRequire(import.meta.url)("xlsx-populate"); // unlike import, it heeds NODE_PATH
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { sheet: name, filled, typed } = JSON.parse(readFileSync(here("ratings.json"), "utf8"));

const [folder = here(".")] = process.argv.slice(2);
await make("xlsx-populate.xlsx");
await make("xlsx-populate.typed.xlsx", (book) => enter(book, typed));
await make("xlsx-populate.rich.xlsx", rich);

async function make(file, change = () => {}) {
  const book = await XlsxPopulate.fromFileAsync(here("blank.xlsx"));
  enter(book, filled);
  change(book);
  await book.toFileAsync(path.join(folder, file));
}

function enter(book, values) {
  for (const [address, value] of Object.entries(values)) book.sheet(name).cell(address).value(value);
}

// Bold pieces within cells, a link, a hidden sheet shown, one added, and the form's sheet renamed.
function rich(book) {
  const { RichText } = XlsxPopulate;
  const pieces = (text, at) =>
    new RichText().add(text.slice(0, at), { bold: true, fontColor: "C00000" }).add(text.slice(at));
  const sheet = book.sheet(name);
  sheet.cell("F9").value(pieces(filled.F9, 3));
  sheet.cell("G9").value(pieces(filled.G9, filled.G9.length));
  sheet.cell("H9").value(pieces(filled.H9, filled.H9.indexOf("\n") + 1));
  sheet.cell("H17").hyperlink(filled.H17);
  book.sheet("_identity").hidden(false);
  book.addSheet("Ghi chú", 0).cell("A1").value("Assessor");
  sheet.name("Đánh giá");
}
