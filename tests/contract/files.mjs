// Where the contract lies, and the operations that users send, one by one.

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kind, parse } from 'graphql';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export const ROOT = at('../..');
export const SCHEMA = at('../../schema.graphql');
export const RELEASED = at('released.graphql');
export const QUESTIONS = at('../questions.graphql');
export const read = (path) => readFileSync(path, 'utf8');

export const temporary = (name) => mkdtempSync(join(tmpdir(), `tizilim-${name}-`));

export const definitions = parse(read(QUESTIONS)).definitions;
export const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);

// How each scalar of the schema comes over the wire; one that is not here is not known to anyone's tools.
export const SCALARS = { BIN: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', Span: 'string' };
