// Fill blank.xlsx with ExcelJS; see README.md.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url); // unlike import, it heeds NODE_PATH
const ExcelJS = require("exceljs");
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { sheet: name, filled, typed } = JSON.parse(readFileSync(here("ratings.json"), "utf8"));

const [folder = here(".")] = process.argv.slice(2);
await make("exceljs.xlsx");
await make("exceljs.typed.xlsx", (sheet) => enter(sheet, typed));
await make("exceljs.rich.xlsx", rich);
await make("exceljs.moved.xlsx", moved);
await makeInline("exceljs.inline.xlsx");

async function open() {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(here("blank.xlsx"));
  enter(book.getWorksheet(name), filled);
  return book;
}

async function make(file, change = () => {}) {
  const book = await open();
  change(book.getWorksheet(name));
  await book.xlsx.writeFile(path.join(folder, file), { zip: { compression: "DEFLATE" } });
}

function enter(sheet, values) {
  for (const [address, value] of Object.entries(values)) sheet.getCell(address).value = value;
}

// Bold and coloured pieces within a rating, a whole one in a single piece, a link, and notes.
function rich(sheet) {
  const pieces = (text, at) => [
    { font: { bold: true, color: { argb: "FFC00000" } }, text: text.slice(0, at) },
    { text: text.slice(at) },
  ];
  sheet.getCell("F9").value = { richText: pieces(filled.F9, 3) };
  sheet.getCell("G9").value = { richText: [{ font: { italic: true }, text: filled.G9 }] };
  sheet.getCell("H9").value = { richText: pieces(filled.H9, filled.H9.indexOf("\n") + 1) };
  sheet.getCell("H17").value = { text: filled.H17, hyperlink: filled.H17 };
  sheet.getCell("F10").note = "1: please discuss";
  sheet.getCell("H10").note = { texts: [{ font: { bold: true }, text: "Lê Hoài Nam:" }, { text: "\nxem lại" }] };
}

// Rows inserted above and within the table, and a sheet with a table of its own added.
function moved(sheet) {
  sheet.insertRow(12, ["", "còn tiếp", "", "", "", "3"]);
  sheet.insertRow(1, ["Bản đã duyệt"]);
  const added = sheet.workbook.addWorksheet("Ghi chú");
  added.addRow(["Code", "Self level", "Assessor level"]);
  added.addRow(["AIAE01"]);
}

// Written as a stream, with inline strings and values alone, as a service that passes forms on does.
async function makeInline(file) {
  const book = await open();
  const filename = path.join(folder, file);
  const target = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useSharedStrings: false, useStyles: false });
  for (const { name, state } of book.worksheets) {
    const copy = target.addWorksheet(name, { state });
    book.getWorksheet(name).eachRow((row, number) => {
      row.eachCell((cell) => (copy.getCell(cell.address).value = cell.result ?? cell.value));
    });
    await copy.commit();
  }
  await target.commit();
}
