// Checks JSON files against a JSON schema. usage: node validate.js SCHEMA FILE...
// NODE_PATH must name a folder with ajv and ajv-formats.
const fs = require('fs');

const [schemaFile, ...files] = process.argv.slice(2);
const schema = JSON.parse(fs.readFileSync(schemaFile, 'utf8'));
const draft2020 = String(schema.$schema).includes('2020-12');
const Ajv = require(draft2020 ? 'ajv/dist/2020' : 'ajv').default;
const ajv = new Ajv({allErrors: true, strict: false});
require('ajv-formats').default(ajv);
const validate = ajv.compile(schema);

for (const file of files) {
  if (!validate(JSON.parse(fs.readFileSync(file, 'utf8')))) {
    console.error(`${file}: ${ajv.errorsText(validate.errors, {separator: '\n  '})}`);
    process.exitCode = 1;
  }
}
if (files.length === 0) {
  console.error('usage: node validate.js SCHEMA FILE...');
  process.exitCode = 2;
}
