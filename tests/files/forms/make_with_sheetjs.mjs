// Fill blank.xlsx with SheetJS; see README.md. It keeps values alone: no drop-downs, no protection.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const XLSX = createRequire(import.meta.url)("xlsx"); // unlike import, it heeds NODE_PATH
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { sheet: name, filled, typed } = JSON.parse(readFileSync(here("ratings.json"), "utf8"));

const [folder = here(".")] = process.argv.slice(2);
make("sheetjs.xlsx", "xlsx", open(), { bookSST: true });
make("sheetjs.unshared.xlsx", "xlsx", open());
make("sheetjs.xlsm", "xlsm", open());
make("sheetjs.xlsb", "xlsb", open());
make("sheetjs.xls", "biff8", open());
make("sheetjs.typed.ods", "ods", typedIn());
make("sheetjs.typed.xlsb", "xlsb", typedIn());
make("sheetjs.bare.xlsx", "xlsx", bare());

function make(file, bookType, book, options = {}) {
  const compression = bookType !== "ods"; // an .ods begins with its type, uncompressed
  writeFileSync(path.join(folder, file), XLSX.write(book, { bookType, compression, type: "buffer", ...options }));
}

function open() {
  const book = XLSX.readFile(here("blank.xlsx"));
  enter(book.Sheets[name], filled);
  return book;
}

function enter(sheet, values) {
  for (const [address, value] of Object.entries(values)) {
    sheet[address] = { t: typeof value === "number" ? "n" : "s", v: value };
  }
}

// With comments, and a link.
function typedIn() {
  const book = open();
  const sheet = book.Sheets[name];
  enter(sheet, typed);
  sheet.F10.c = [{ a: "Lê Hoài Nam", t: "1: please\ndiscuss" }];
  sheet.H10.c = [{ a: "Lê Hoài Nam", t: "xem lại" }];
  sheet.H17.l = { Target: filled.H17 };
  return book;
}

// The values of the form's own sheet, in a new workbook.
function bare() {
  const book = XLSX.utils.book_new();
  const rows = XLSX.utils.sheet_to_json(open().Sheets[name], { header: 1 });
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), "Sheet1");
  return book;
}
