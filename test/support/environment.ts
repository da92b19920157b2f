import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core writes its settings below this folder as soon as it is loaded.
process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'ecotrack-test-'));
// What n8n logs about the failures that tests provoke would hide the results.
process.env.N8N_LOG_LEVEL ??= 'silent';
