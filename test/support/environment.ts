import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core writes its settings below this folder as soon as it is loaded. jest removes the one that
// jest.config.js made; each of its workers has a part of its own.
const { ECOTRACK_TEST_FOLDER, JEST_WORKER_ID = '1' } = process.env;
const folder = ECOTRACK_TEST_FOLDER ?? mkdtempSync(join(tmpdir(), 'ecotrack-'));
process.env.N8N_USER_FOLDER = join(folder, JEST_WORKER_ID);
mkdirSync(process.env.N8N_USER_FOLDER, { recursive: true });
// What n8n logs about the failures that tests provoke would hide the results.
process.env.N8N_LOG_LEVEL ??= 'silent';
