// Write the workbooks of this folder with SheetJS, from the cells that jd_family.sheetjs prints.
//
//   (cd /tmp && npm install xlsx@0.18.5)
//   PYTHONPATH=tests .venv/bin/python -m jd_family.sheetjs |
//     NODE_PATH=.tools/node_modules node tests/files/jd/make_with_sheetjs.mjs tests/files/jd
//
// The input is an object: file name → sheets, each with name, state, merges and cells. The ending of
// a file's name is its format. SheetJS computes nothing: a formula keeps the value that it is given.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const XLSX = createRequire(import.meta.url)("xlsx");
const BOOK_TYPES = { ".xlsx": "xlsx", ".xlsm": "xlsm", ".xlsb": "xlsb", ".xls": "biff8", ".ods": "ods" };
const HIDDEN = { visible: 0, hidden: 1, veryHidden: 2 };
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1899, 11, 30);

const [folder = "."] = process.argv.slice(2);
for (const [file, sheets] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const bookType = BOOK_TYPES[path.extname(file)];
  const compression = bookType !== "ods"; // an .ods begins with its type, uncompressed
  const data = XLSX.write(workbook(sheets, bookType), { bookType, compression, type: "buffer", bookSST: true });
  writeFileSync(path.join(folder, file), file.endsWith(".full.xlsb") ? fullCells(data) : data);
}

function workbook(sheets, bookType) {
  const book = XLSX.utils.book_new();
  for (const sheet of sheets) {
    XLSX.utils.book_append_sheet(book, worksheet(sheet, bookType), sheet.name);
  }
  book.Workbook = { Sheets: sheets.map(({ state }) => ({ Hidden: HIDDEN[state] })) };
  return book;
}

function worksheet({ cells, merges }, bookType) {
  const sheet = {};
  const last = { r: 0, c: 0 };
  for (const { r, c, ...cell } of cells) {
    sheet[XLSX.utils.encode_cell({ r, c })] = cell.t === "d" ? date(cell, bookType) : cell;
    last.r = Math.max(last.r, r);
    last.c = Math.max(last.c, c);
  }
  sheet["!ref"] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: last });
  sheet["!merges"] = merges.map(([top, left, bottom, right]) => ({
    s: { r: top, c: left },
    e: { r: bottom, c: right },
  }));
  return sheet;
}

// A date is a number with a number format, but for .ods, whose writer knows none.
function date({ v, z }, bookType) {
  if (bookType === "ods") return { t: "d", v: new Date(v), z };
  return { t: "n", v: (Date.parse(v) - FIRST_DAY) / DAY, z };
}

// The same .xlsb with the column in every cell: records 12 to 18 become 1 to 7 ([MS-XLSB] 2.5.10).
function fullCells(data) {
  const archive = XLSX.CFB.read(data, { type: "buffer" });
  archive.FullPaths.forEach((name, index) => {
    if (/worksheets\/sheet\d+\.bin$/.test(name)) {
      const part = archive.FileIndex[index];
      part.content = Buffer.concat([...fullRecords(Buffer.from(part.content))]);
      part.size = part.content.length;
    }
  });
  return XLSX.CFB.write(archive, { type: "buffer", fileType: "zip", compression: true });
}

function* fullRecords(part) {
  let column = 0;
  for (let start = 0, at = 0; at < part.length; start = at) {
    let type = part[at++];
    if (type & 0x80) type = (type & 0x7f) | (part[at++] << 7);
    let size = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = part[at++];
      size |= (byte & 0x7f) << shift;
    }
    const body = part.subarray(at, (at += size));
    if (type >= 1 && type <= 11) column = body.readUInt32LE(0); // a cell, or a formula
    if (type >= 12 && type <= 18) {
      const spot = Buffer.alloc(4);
      spot.writeUInt32LE(++column);
      yield Buffer.concat([Buffer.from([type - 11, size + 4]), spot, body]);
    } else {
      yield part.subarray(start, at);
    }
  }
}
