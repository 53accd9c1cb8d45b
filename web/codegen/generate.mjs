// Writes the types of the HTTP API. Operations are typed in place: their names need not be unique for that.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const document = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8'));
for (const path of Object.values(document.paths)) {
  for (const operation of Object.values(path)) delete operation.operationId;
}
const heading = '// Written by `npm run generate` from openapi.json; do not edit.\n';
const target = new URL('../src/api/schema.d.ts', import.meta.url);
await writeFile(target, heading + astToString(await openapiTS(document)));
