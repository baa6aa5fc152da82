// Is a JSON file as a schema says? usage: node schema.js SCHEMA.json FILE.json
const fs = require("fs");
const Ajv = require("ajv/dist/2020");

const [schema, data] = process.argv.slice(2).map((file) => JSON.parse(fs.readFileSync(file)));
const ajv = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  strictRequired: false,
  formats: { date: /^\d{4}-\d{2}-\d{2}$/ },
});
const check = ajv.compile(schema);
if (!check(data)) {
  for (const error of check.errors.slice(0, 10))
    console.error(`${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  process.exit(1);
}
